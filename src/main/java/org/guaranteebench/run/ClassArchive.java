package org.guaranteebench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.guaranteebench.jvm.Directories;
import org.guaranteebench.jvm.OwnedDirectory;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * The classes that one fork had loaded at its end, mapped by the later ones (dynamic archive, JEP 350), which start 0.6 s
 * sooner on two cores. Nothing else about them changes: what a fork compiles and how fast it gets is its own.
 *
 * <p>A JVM that cannot use the file, such as one with another collector, goes on without it and does not say so. One
 * thread.
 */
final class ClassArchive implements AutoCloseable {
    private static final String PREFIX = "kgb-classes-";

    /** What the user says about archives holds. */
    private static final List<String> OPINIONS = List.of("-Xshare", "SharedArchiveFile", "ArchiveClassesAtExit");

    private static final String WRITE = "-XX:ArchiveClassesAtExit=";
    private static final String USE = "-XX:SharedArchiveFile=";
    private static final int PATIENCE_SECONDS = 20;

    private final Path parent;
    private final String jvm;
    private final boolean spokenOf;
    private Path directory;
    private boolean written;

    /**
     * Nothing is written before {@link #writing}.
     *
     * @param parent of the directory for it
     * @param jmh where its JVM arguments speak of archives, there is none
     */
    ClassArchive(Path parent, CommandLineOptions jmh) {
        this.parent = parent;
        jvm = jmh.getJvm()
                .orElse(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        spokenOf = Stream.of(jmh.getJvmArgs(), jmh.getJvmArgsPrepend(), jmh.getJvmArgsAppend())
                .flatMap(arguments -> arguments.orElse(List.of()).stream())
                .anyMatch(argument -> OPINIONS.stream().anyMatch(argument::contains));
    }

    /** For a fork whose figures nobody wants: it takes a second longer to end. None once there is an archive. */
    List<String> writing() throws IOException {
        if (written || spokenOf) {
            return using();
        }
        if (directory == null) {
            directory = OwnedDirectory.create(parent, PREFIX);
        }
        return arguments(WRITE);
    }

    /** A fork that was to write it has ended well. One that a full disk cut short would kill whoever maps it. */
    void written() {
        written = written || directory != null && Files.isReadable(file()) && starts(arguments(USE));
    }

    private boolean starts(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(jvm));
        command.addAll(arguments);
        command.add("-XX:ErrorFile=" + directory.resolve("hs_err.log"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "-version"));
        try {
            Process probe = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (probe.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return probe.exitValue() == 0;
            }
            probe.destroyForcibly();
            return false;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** For any other fork. */
    List<String> using() {
        return written ? arguments(USE) : List.of();
    }

    private List<String> arguments(String option) {
        return List.of(option + file(), "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    private Path file() {
        return directory.resolve("fork.jsa");
    }

    @Override
    public void close() {
        if (directory != null) {
            Directories.delete(directory);
        }
    }
}
