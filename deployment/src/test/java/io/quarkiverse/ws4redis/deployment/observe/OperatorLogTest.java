package io.quarkiverse.ws4redis.deployment.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

import io.quarkiverse.ws4redis.observe.OperatorLog;

/** The page on operations explains each log line that has an identifier, and no other. */
class OperatorLogTest {

    private static final Path PAGE = Path.of("..", "docs", "modules", "ROOT", "pages", "operations.adoc");
    private static final Pattern ROW = Pattern.compile("(?m)^\\|`(WS4R-\\d{4})` \\|`(\\w+)` \\|\\S.* \\|\\S.*$");
    private static final String LOGGING = "org.jboss.logging.annotations.";

    @Test
    void thePageExplainsEachLine() throws IOException {
        assertThat(ROW.matcher(Files.readString(PAGE)).results().map(row -> row.group(1) + " " + row.group(2)).toList())
                .isEqualTo(lines());
    }

    @Test
    void anIdentifierIsGivenOnce() throws IOException {
        assertThat(lines().stream().map(line -> line.split(" ")[0])).doesNotHaveDuplicates();
    }

    @Test
    void nothingElseOnThePageLooksLikeAnIdentifier() throws IOException {
        assertThat(Pattern.compile("WS4R-\\d+").matcher(Files.readString(PAGE)).results().map(MatchResult::group))
                .allSatisfy(id -> assertThat(lines()).anyMatch(line -> line.startsWith(id + " ")));
    }

    private static List<String> lines() throws IOException {
        ClassInfo log = Index.of(OperatorLog.class).getClassByName(OperatorLog.class);
        return log.annotations(DotName.createSimple(LOGGING + "Message")).stream()
                .map(message -> "WS4R-%04d %s".formatted(message.value("id").asInt(), level(message))).sorted().toList();
    }

    private static String level(AnnotationInstance message) {
        AnnotationValue level = message.target().asMethod().annotation(DotName.createSimple(LOGGING + "LogMessage"))
                .value("level");
        return level.asEnum();
    }
}
