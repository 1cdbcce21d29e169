package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkiverse.ws4redis.test.WsTestClient;
import io.quarkiverse.ws4redis.test.nodes.WsTestNode;

/** Redis behind TLS, with a certificate that only those trust who are told to. */
class RedisTlsIT {

    private static final String PASSWORD = "certificate";

    /** A private key and the certificate for it, as files. */
    private record Certificate(Path key, Path certificate) {
    }

    @TempDir
    private Path folder;

    @Test
    void aNodeWorksThroughTlsAndStaysAwayFromACertificateThatItWasNotTold() throws Exception {
        Certificate trusted = create("trusted");
        Certificate other = create("other");
        int port = RedisProcess.freePort();
        try (RedisProcess redis = start(port, trusted);
                WsTestNode node = Nodes.start("node-tls", redis, RedisPage.options("tls", Map.of(
                        "quarkus.redis.hosts", "rediss://127.0.0.1:" + port,
                        "quarkus.tls.redis.trust-store.pem.certs", trusted.certificate().toString())))) {
            assertEverythingWorks(node);
            present(redis, other);
            redis.send("CLIENT KILL TYPE pubsub");
            node.awaitReady(false);
            present(redis, trusted);
            node.awaitReady(true);
            assertEverythingWorks(node);
        }
    }

    private static void assertEverythingWorks(WsTestNode node) {
        try (WsTestClient alice = node.connect()) {
            alice.auth("jwt", Tokens.of(7)).subscribe("chat", 5);
            alice.send("{\"action\":\"publish\",\"channel\":\"chat\",\"pk\":5,\"message\":\"in secret\"}");
            alice.expect("{\"channel\":\"chat\",\"pk\":\"5\",\"message\":\"in secret\"}");
        }
    }

    private static RedisProcess start(int port, Certificate certificate) {
        try {
            return RedisProcess.start(0, "--tls-port", Integer.toString(port), "--tls-auth-clients", "no", "--tls-key-file",
                    certificate.key().toString(), "--tls-cert-file", certificate.certificate().toString(),
                    "--tls-ca-cert-file", certificate.certificate().toString());
        } catch (UncheckedIOException e) {
            Assumptions.assumeFalse(e.getMessage().contains("Bad directive"), "this redis-server was built without TLS");
            throw e;
        }
    }

    private static void present(RedisProcess redis, Certificate certificate) {
        assertThat(redis.send("CONFIG SET tls-key-file " + certificate.key() + " tls-cert-file "
                + certificate.certificate())).startsWith("+OK");
    }

    private Certificate create(String name) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "redis", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "SAN=ip:127.0.0.1",
                "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD).inheritIO().start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return new Certificate(
                pem(name + "-key.pem", "PRIVATE KEY", keys.getKey("redis", PASSWORD.toCharArray()).getEncoded()),
                pem(name + ".pem", "CERTIFICATE", keys.getCertificate("redis").getEncoded()));
    }

    private Path pem(String file, String type, byte[] bytes) throws IOException {
        return Files.writeString(folder.resolve(file), "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + type + "-----\n");
    }
}
