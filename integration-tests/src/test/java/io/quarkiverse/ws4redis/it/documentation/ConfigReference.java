package io.quarkiverse.ws4redis.it.documentation;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The options that there are, as the generated reference has them. */
final class ConfigReference {

    private static final Pattern OPTION = Pattern.compile("\\[`\\+\\+\\+(quarkus\\.ws4redis\\.[^+]+)\\+\\+\\+`]");
    private static final Pattern SEGMENT = Pattern.compile("\"[^\"]+\"|[^.\"]+");

    private final List<List<String>> options;

    ConfigReference() {
        options = OPTION.matcher(Documentation.read(Documentation.PAGES.resolve("includes/quarkus-ws4redis.adoc"))).results()
                .map(option -> segments(option.group(1))).toList();
    }

    /** {@return whether this is an option, with any name in the place of one in quotation marks} */
    boolean has(String name) {
        List<String> asked = segments(name);
        return options.stream().anyMatch(option -> option.size() == asked.size() && beginsWith(option, asked));
    }

    /** {@return whether there are options of which this is the beginning, or all} */
    boolean hasBelow(String name) {
        List<String> asked = segments(name);
        return options.stream().anyMatch(option -> option.size() >= asked.size() && beginsWith(option, asked));
    }

    private static boolean beginsWith(List<String> option, List<String> asked) {
        for (int i = 0; i < asked.size(); i++) {
            if (!option.get(i).startsWith("\"") && !option.get(i).equals(asked.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> segments(String name) {
        return SEGMENT.matcher(name).results().map(MatchResult::group).toList();
    }
}
