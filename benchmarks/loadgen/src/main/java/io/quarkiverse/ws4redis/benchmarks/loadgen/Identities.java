package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.util.stream.IntStream;

/** Who the connections are: each somebody else, by a token of its own with --jwt-key, else by a name beside the one token. */
final class Identities {

    private final Options opts;
    private final int run;
    private final String[] tokens;

    /** {@code count}: how many there are at the most; their tokens are signed now, before anything is measured. */
    Identities(Options opts, int run, int count) {
        this.opts = opts;
        this.run = run;
        if (opts.jwtKey.isBlank()) {
            tokens = null;
        } else {
            TokenSigner signer = TokenSigner.of(opts.jwtKey);
            tokens = IntStream.range(0, count).parallel().mapToObj(i -> signer.sign(name(i))).toArray(String[]::new);
        }
    }

    private String name(int number) {
        return "u" + run + "-" + number;
    }

    /** {@return the fields of an auth request} */
    String fields(int number) {
        return tokens == null
                ? "\"kind\":\"" + opts.kind + "\",\"token\":\"" + opts.token + "\",\"name\":\"" + name(number) + "\""
                : "\"kind\":\"jwt\",\"token\":\"" + tokens[number] + "\"";
    }
}
