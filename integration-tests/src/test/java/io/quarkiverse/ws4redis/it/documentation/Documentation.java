package io.quarkiverse.ws4redis.it.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pages of the documentation, and the files of Markdown, with what is in them. */
final class Documentation {

    static final Path ROOT = Path.of("..");
    static final Path MODULE = ROOT.resolve("docs/modules/ROOT");
    static final Path PAGES = MODULE.resolve("pages");

    private static final Path ATTRIBUTES = PAGES.resolve("includes/attributes.adoc");
    private static final Pattern ASCIIDOC = Pattern.compile(
            "(?:^\\.(?<title>\\S[^\\n]*)\\n)?^\\[source,(?<language>\\w+)(?<more>[^\\n]*)]\\n----\\n(?<code>.*?)^----$",
            Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern MARKDOWN = Pattern.compile(
            "^```(?<language>\\w+)\\n(?<code>.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern ATTRIBUTE = Pattern.compile("(?m)^:([\\w-]+): (.*)$");

    private Documentation() {
    }

    /** {@return all pages, and the partials that they include, generated ones left out} */
    static List<Path> pages() {
        return below(MODULE).filter(file -> file.toString().endsWith(".adoc") && !file.startsWith(PAGES.resolve("includes")))
                .toList();
    }

    /** {@return all blocks of code in the languages of these names} */
    static List<Block> blocks(String... languages) {
        List<String> wanted = List.of(languages);
        return blocks().filter(block -> wanted.contains(block.language())).toList();
    }

    static Stream<Block> blocks() {
        Stream<Path> markdown = Stream.of("README.md", "CONTRIBUTING.md", "client/README.md").map(ROOT::resolve);
        return Stream.concat(pages().stream().flatMap(page -> blocks(page, ASCIIDOC)),
                markdown.flatMap(file -> blocks(file, MARKDOWN)));
    }

    private static Stream<Block> blocks(Path page, Pattern pattern) {
        String text = read(page);
        boolean asciidoc = pattern == ASCIIDOC;
        List<Block> blocks = new ArrayList<>();
        for (Matcher matcher = pattern.matcher(text); matcher.find();) {
            String title = asciidoc && matcher.group("title") != null ? matcher.group("title") : "";
            boolean substituted = asciidoc && matcher.group("more").contains("subs=attributes+");
            String code = substituted ? substitute(matcher.group("code")) : matcher.group("code");
            int line = (int) text.substring(0, matcher.start()).lines().count() + 1;
            blocks.add(new Block(page, line, title, matcher.group("language"), code));
        }
        return blocks.stream();
    }

    /** {@return what the pages may name in braces} */
    static Map<String, String> attributes() {
        return ATTRIBUTE.matcher(read(ATTRIBUTES)).results()
                .collect(Collectors.toMap(result -> result.group(1), result -> result.group(2)));
    }

    private static String substitute(String code) {
        String result = code;
        for (Map.Entry<String, String> attribute : attributes().entrySet()) {
            result = result.replace("{" + attribute.getKey() + "}", attribute.getValue());
        }
        return result;
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
