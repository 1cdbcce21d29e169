package io.quarkiverse.ws4redis.benchmarks.loadgen;

/** The load generator. See {@link Options#USAGE}. */
public final class Main {

    private Main() {
    }

    public static void main(String[] args) throws Exception {
        Options opts;
        try {
            opts = new Options(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + Options.USAGE);
            System.exit(2);
            return;
        }
        Mode mode = switch (opts.mode) {
            case "fanout", "many" -> new Delivery(opts);
            case "mixed" -> new Mixed(opts);
            case "storm" -> new Storm(opts);
            default -> new Idle(opts);
        };
        System.exit(mode.run() ? 0 : 1);
    }
}
