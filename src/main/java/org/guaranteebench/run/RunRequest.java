package org.guaranteebench.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.guaranteebench.client.Secrets;
import org.guaranteebench.journal.RejectionRule;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * What the user asked for, checked but not yet expanded.
 *
 * @param plan which benchmarks, unless patterns name some
 * @param brokers what is measured, and why
 * @param store where stages put results that go to no topic
 * @param parameters {@code -p}: values by field, in canonical form
 * @param producerProperties {@code -p producer.<name>=…}: values by property name
 * @param consumerProperties {@code -p consumer.<name>=…}, likewise
 * @param precision what decides the number of blocks, if not a number
 * @param rejection which blocks are left out of the second set of results
 * @param jmh the options that JMH defines, benchmark patterns included
 * @param arguments as given, for {@code run.json}
 */
public record RunRequest(
        Preset preset,
        Plan plan,
        OptionalInt blocks,
        long seed,
        Optional<String> baseline,
        Brokers brokers,
        StoreChoice store,
        Path out,
        Optional<Path> data,
        Map<String, List<String>> parameters,
        Map<String, List<String>> producerProperties,
        Map<String, List<String>> consumerProperties,
        Optional<PrecisionTarget> precision,
        Optional<RejectionRule> rejection,
        CommandLineOptions jmh,
        List<String> arguments) {
    /** What must appear nowhere. */
    Secrets secrets() {
        return brokers.secrets().and(store.secrets());
    }
}
