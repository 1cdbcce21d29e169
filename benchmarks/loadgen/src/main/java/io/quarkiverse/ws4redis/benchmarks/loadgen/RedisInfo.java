package io.quarkiverse.ws4redis.benchmarks.loadgen;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The numbers of Redis' INFO at one instant; of its command statistics, how often each command was called. */
record RedisInfo(Map<String, Double> values) {

    /** {@return the numbers; none when no Redis was named} */
    static RedisInfo of(String hostPort) {
        Map<String, Double> values = new HashMap<>();
        if (hostPort.isBlank()) {
            return new RedisInfo(values);
        }
        int colon = hostPort.lastIndexOf(':');
        try (Socket s = new Socket(hostPort.substring(0, colon), Integer.parseInt(hostPort.substring(colon + 1)))) {
            s.setSoTimeout(5000);
            s.getOutputStream().write("INFO everything\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            BufferedReader r = new BufferedReader(new InputStreamReader(s.getInputStream(), StandardCharsets.UTF_8));
            for (String line; (line = r.readLine()) != null;) {
                read(line, values);
            }
        } catch (IOException e) {
            System.err.println("redis: " + e);
        }
        return new RedisInfo(values);
    }

    private static void read(String line, Map<String, Double> values) {
        int at = line.indexOf(':');
        if (at < 0) {
            return;
        }
        String value = line.substring(at + 1);
        if (value.startsWith("calls=")) {
            value = value.substring(6, value.indexOf(','));
        }
        try {
            values.put(line.substring(0, at), Double.parseDouble(value));
        } catch (NumberFormatException e) {
            // A text, which nothing here reads.
            return;
        }
    }

    double value(String key) {
        return values.getOrDefault(key, 0.0);
    }

    double calls(String command) {
        return value("cmdstat_" + command);
    }

    Proc.Cpu cpu() {
        return new Proc.Cpu(value("used_cpu_user"), value("used_cpu_sys"));
    }
}
