package org.guaranteebench.cli;

import java.util.Map;
import org.guaranteebench.run.Environment;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class SuiteVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        Map<String, String> suite = Environment.suite();
        return new String[] {
            "kafka-guarantee-bench " + suite.get("version") + " (" + suite.get("git") + ")",
            "Kafka client and broker " + Environment.versions().get("client") + ", JMH "
                    + Environment.versions().get("jmh")
        };
    }
}
