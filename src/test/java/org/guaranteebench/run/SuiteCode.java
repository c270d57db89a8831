package org.guaranteebench.run;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.guaranteebench.proof.ProofDesign;

/** Which code measured: a digest of the suite's classes that measure, and of those of the proof that do. */
final class SuiteCode {
    /** Of the tests: the plan of a session, its load and its proxy. The rest reads what was measured. */
    private static final List<String> MEASURING = List.of(
            "BusyWork", "ProofDesign", "DelayProxy", "ForkJars", "NaiveMeasurement", "ProofPlans", "ProofSession");

    /** Of the suite: what reads journals, and reads those of all sessions anew, or has no part in them. */
    private static final Pattern NOT_MEASURING = Pattern.compile(".*/(report|stats|cli|audit|store|jmh_generated)/.*");

    private SuiteCode() {}

    static String digest() throws IOException {
        return digest(classes(RunPlan.class), SuiteCode::ofTheSuite).substring(0, 32)
                + digest(classes(ProofDesign.class), SuiteCode::ofTheProof).substring(0, 32);
    }

    static boolean ofTheSuite(String name) {
        return !NOT_MEASURING.matcher(name).matches();
    }

    static boolean ofTheProof(String name) {
        return MEASURING.stream().anyMatch(of -> name.matches(".*/" + of + "(\\$.*)?\\.class"));
    }

    static String digest(Path classes, Predicate<String> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files.sorted().toList()) {
                String name = classes.relativize(file).toString().replace('\\', '/');
                if (name.endsWith(".class") && wanted.test(name)) {
                    digest.update(name.getBytes(StandardCharsets.UTF_8));
                    digest.update(Files.readAllBytes(file));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path classes(Class<?> of) throws IOException {
        try {
            return Path.of(
                    of.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException(of + " was loaded from nowhere", e);
        }
    }
}
