package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

/** Signs the tokens of the storm (RS256), and makes the pair of keys, which is used for nothing else. */
final class TokenSigner {

    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
    private static final String ISSUER = "https://ws4redis.example.org/benchmarks";
    private static final long LIFETIME_SECONDS = 3600;

    private final PrivateKey key;

    private TokenSigner(PrivateKey key) {
        this.key = key;
    }

    /** Reads a key that {@link #main} has written. */
    static TokenSigner of(String file) {
        try {
            byte[] der = Base64.getDecoder().decode(Files.readString(Path.of(file)).strip());
            return new TokenSigner(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der)));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("--jwt-key " + file + " cannot be read", e);
        }
    }

    String sign(String name) {
        long now = Instant.now().getEpochSecond();
        String claims = "{\"iss\":\"" + ISSUER + "\",\"sub\":\"" + name + "\",\"upn\":\"" + name + "\",\"groups\":[],\"iat\":"
                + now + ",\"exp\":" + (now + LIFETIME_SECONDS) + "}";
        String signed = encode("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + encode(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + URL.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String json) {
        return URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes {@code private.key} (for {@code --jwt-key}) and {@code public.pem} (for the server) into a directory. */
    public static void main(String[] args) throws IOException, GeneralSecurityException {
        Path directory = Files.createDirectories(Path.of(args[0]));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        Files.writeString(directory.resolve("private.key"),
                Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()) + "\n");
        Files.writeString(directory.resolve("public.pem"), "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n");
    }
}
