package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the documentation's page on Redis shows: the tests use it, so that it cannot be wrong. */
final class RedisPage {

    private static final Path PAGE = Path.of("..", "docs", "modules", "ROOT", "pages", "redis.adoc");

    private RedisPage() {
    }

    /** {@return the rules of the user of a section, as for {@code ACL SETUSER}} */
    static String user(String section) {
        return block(section, "text").strip().replaceFirst("^user ", "");
    }

    /**
     * Options for a node as the page shows them.
     *
     * @param section the anchor of the section
     * @param values what to put in the place of the page's values, where that must be
     */
    static String[] options(String section, Map<String, String> values) {
        Map<String, String> shown = shown(section);
        assertThat(shown).containsKeys(values.keySet().toArray(String[]::new));
        shown.putAll(values);
        return shown.entrySet().stream().map(option -> "-D" + option.getKey() + "=" + option.getValue())
                .toArray(String[]::new);
    }

    /** {@return an option's value in a section} */
    static String option(String section, String name) {
        return shown(section).get(name);
    }

    private static Map<String, String> shown(String section) {
        return block(section, "properties").lines().map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static String block(String section, String language) {
        try {
            Matcher matcher = Pattern.compile("\\[#" + section + "].*?\\[source," + language + "]\\n----\\n(.*?)----",
                    Pattern.DOTALL).matcher(Files.readString(PAGE));
            assertThat(matcher.find()).as(section).isTrue();
            return matcher.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
