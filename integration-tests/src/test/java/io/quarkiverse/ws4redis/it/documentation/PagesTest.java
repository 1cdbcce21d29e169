package io.quarkiverse.ws4redis.it.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkiverse.ws4redis.it.Pom;

/** What the pages say of each other and of the project. */
class PagesTest {

    private static final Pattern XREF = Pattern.compile("xref:([\\w-]+\\.adoc)(?:#([\\w-]+))?\\[");
    private static final Pattern INTERNAL = Pattern.compile("<<([\\w-]+)(?:,[^>]*)?>>");
    private static final Pattern FILE = Pattern.compile("(image::|attachment\\$|partial\\$)([\\w.-]+)\\[");
    private static final Map<String, String> FOLDERS = Map.of("image::", "images", "attachment$", "attachments", "partial$",
            "partials");
    private static final Pattern ANCHOR = Pattern.compile("(?m)^\\[(?:#|\\[)([\\w-]+)]");
    private static final Pattern SECTION = Pattern.compile("(?m)^==+ (.+)$");
    private static final Pattern OPTION = Pattern.compile("`(quarkus\\.ws4redis\\.[^`=]+)(?:=[^`]*)?`");
    private static final Path CODESTART = Documentation.ROOT
            .resolve("runtime/src/main/codestarts/quarkus/ws4redis-codestart");
    private static final Path REACTIVE = Documentation.ROOT
            .resolve("integration-tests-reactive/src/main/java/io/quarkiverse/ws4redis/it/reactive");
    private static final ConfigReference REFERENCE = new ConfigReference();

    static List<Path> pages() {
        return Documentation.pages();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) {
        String text = Documentation.read(page);
        assertThat(XREF.matcher(text).results()).allSatisfy(link -> {
            Path target = Documentation.PAGES.resolve(link.group(1));
            assertThat(target).exists();
            if (link.group(2) != null) {
                assertThat(anchors(target)).contains(link.group(2));
            }
        });
        assertThat(INTERNAL.matcher(text).results().map(link -> link.group(1))).isSubsetOf(anchors(page));
        assertThat(FILE.matcher(text).results()).allSatisfy(link -> assertThat(
                Documentation.MODULE.resolve(FOLDERS.get(link.group(1))).resolve(link.group(2))).exists());
    }

    /** The identifiers that Asciidoctor gives to sections, and those that the page gives itself. */
    private static Set<String> anchors(Path page) {
        String text = Documentation.read(page);
        Stream<String> sections = SECTION.matcher(text).results().map(section -> "_" + section.group(1).toLowerCase()
                .replaceAll("[^\\w\\s.-]", "").replaceAll("[\\s.-]+", "_").replaceAll("_+$", ""));
        return Stream.concat(sections, ANCHOR.matcher(text).results().map(anchor -> anchor.group(1)))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void optionsThatAreNamedExist(Path page) {
        assertThat(OPTION.matcher(Documentation.read(page)).results().map(option -> option.group(1)))
                .allMatch(REFERENCE::hasBelow);
    }

    @Test
    void everyPageIsInTheNavigationOnce() {
        List<String> linked = XREF.matcher(Documentation.read(Documentation.MODULE.resolve("nav.adoc"))).results()
                .map(link -> link.group(1)).toList();
        List<String> pages = Documentation.pages().stream().filter(page -> page.getParent().equals(Documentation.PAGES))
                .map(page -> page.getFileName().toString()).toList();
        assertThat(linked).containsExactlyInAnyOrderElementsOf(pages);
    }

    @Test
    void theVersionsAreThoseOfTheProject() {
        assertThat(Documentation.attributes()).containsEntry("project-version", Pom.version())
                .containsEntry("quarkus-version", Pom.quarkusVersion());
    }

    @Test
    void whatGettingStartedShowsIsTheCodestart() {
        List<Block> shown = Documentation.blocks().filter(block -> block.page().endsWith("getting-started.adoc"))
                .filter(block -> block.title().startsWith("src/")).toList();
        assertThat(shown).hasSize(5).allSatisfy(block -> assertThat(codestart(block.title())).contains(block.code()));
    }

    @Test
    void whatIsShownOfHibernateReactiveIsInItsTests() {
        List<Block> shown = Documentation.blocks().filter(block -> block.page().endsWith("entity-events.adoc"))
                .filter(block -> block.title().endsWith(".java")).toList();
        assertThat(shown).hasSize(1)
                .allSatisfy(block -> assertThat(Documentation.read(REACTIVE.resolve(block.title()))).contains(block.code()));
    }

    private static String codestart(String file) {
        return Stream.of("java", "base").map(part -> CODESTART.resolve(part).resolve(file)).filter(Files::exists).findFirst()
                .map(Documentation::read).orElseThrow();
    }

    @Test
    void pagesWithAttributesIncludeThem() {
        assertThat(Documentation.pages()).filteredOn(page -> Pattern.compile("subs=attributes\\+")
                .matcher(Documentation.read(page)).results().map(MatchResult::group).findAny().isPresent())
                .allSatisfy(page -> assertThat(Documentation.read(page)).contains("include::./includes/attributes.adoc[]"));
    }
}
