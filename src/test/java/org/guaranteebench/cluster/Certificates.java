package org.guaranteebench.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Properties;
import org.apache.kafka.common.config.SslConfigs;

/** Key stores of brokers and of one client that trust each other, made by the JDK's own tool. */
record Certificates(Path directory) {
    /** Common name in the client's certificate. */
    static final String CLIENT = "kgb-client";

    private static final String BROKER = "localhost";
    private static final String TYPE = "PKCS12";

    /** Protects all stores, and like every password must not be seen anywhere else: no word, so that it can be told. */
    static final String PASSWORD = "Yh4vGq8sLc6uDn0wTb3x";

    /** Errors: {@link IOException} with the words of keytool. */
    static Certificates create(Path directory) throws IOException {
        Certificates certificates = new Certificates(directory);
        certificates.keyPair(BROKER);
        certificates.keyPair(CLIENT);
        certificates.trust(BROKER);
        certificates.trust(CLIENT);
        return certificates;
    }

    /** Broker properties: whose certificate is shown, and that the client's is trusted. */
    Properties broker() {
        Properties properties = keys(BROKER);
        properties.putAll(trusted(CLIENT));
        return properties;
    }

    /** Client properties: that the brokers' certificate is trusted. */
    Properties trust() {
        return trusted(BROKER);
    }

    /** Client properties: which certificate is shown. */
    Properties identity() {
        return keys(CLIENT);
    }

    private Properties keys(String name) {
        Properties properties = new Properties();
        properties.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, TYPE);
        properties.put(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, keyStore(name).toString());
        properties.put(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG, PASSWORD);
        properties.put(SslConfigs.SSL_KEY_PASSWORD_CONFIG, PASSWORD);
        return properties;
    }

    private Properties trusted(String name) {
        Properties properties = new Properties();
        properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, TYPE);
        properties.put(
                SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, trustStore(name).toString());
        properties.put(SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG, PASSWORD);
        return properties;
    }

    private Path keyStore(String name) {
        return directory.resolve(name + ".p12");
    }

    private Path trustStore(String name) {
        return directory.resolve(name + "-trust.p12");
    }

    private void keyPair(String name) throws IOException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-keyalg",
                        "EC",
                        "-validity",
                        "2",
                        "-storetype",
                        TYPE,
                        "-keystore",
                        keyStore(name).toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void trust(String name) throws IOException {
        try (InputStream in = Files.newInputStream(keyStore(name));
                OutputStream out = Files.newOutputStream(trustStore(name))) {
            KeyStore keys = KeyStore.getInstance(TYPE);
            keys.load(in, PASSWORD.toCharArray());
            KeyStore trust = KeyStore.getInstance(TYPE);
            trust.load(null, null);
            trust.setCertificateEntry(name, keys.getCertificate(name));
            trust.store(out, PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
