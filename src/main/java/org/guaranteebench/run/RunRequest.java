package org.guaranteebench.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * What the user asked for, checked but not yet expanded.
 *
 * @param brokers what is measured, and why
 * @param parameters {@code -p}: values by field, in canonical form
 * @param producerProperties {@code -p producer.<name>=…}: values by property name
 * @param jmh the options that JMH defines, benchmark patterns included
 * @param arguments as given, for {@code run.json}
 */
public record RunRequest(
        Preset preset,
        OptionalInt blocks,
        long seed,
        Optional<String> baseline,
        Brokers brokers,
        Path out,
        Optional<Path> data,
        Map<String, List<String>> parameters,
        Map<String, List<String>> producerProperties,
        CommandLineOptions jmh,
        List<String> arguments) {}
