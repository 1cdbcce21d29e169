package io.quarkiverse.ws4redis.deployment.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourcePatternsBuildItem;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.vertx.http.deployment.spi.StaticResourcesBuildItem;

/** What the extension reads at run time is in a native image. */
class NativeResourcesTest {

    private static final BuildItems PATTERNS = new BuildItems("patterns.txt");
    private static final BuildItems PAGES = new BuildItems("pages.txt");

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClass(BuildItems.class))
            .addBuildChainCustomizer(
                    PATTERNS.of(NativeImageResourcePatternsBuildItem.class, item -> item.getIncludePatterns().stream()))
            // Of these, Quarkus makes resources when it builds a native image.
            .addBuildChainCustomizer(PAGES.one(StaticResourcesBuildItem.class, item -> item.getPaths().stream()));

    @Test
    void allScriptsAreResources() throws IOException, URISyntaxException {
        List<Pattern> patterns = PATTERNS.read().map(Pattern::compile).toList();
        assertThat(scripts()).isNotEmpty().allSatisfy(
                script -> assertThat(patterns).anyMatch(pattern -> pattern.matcher(script).matches()));
    }

    @Test
    void theClientModuleIsServed() {
        assertThat(PAGES.read()).contains("/_static/ws4redis-client/ws4redis-client.js");
    }

    private static List<String> scripts() throws IOException, URISyntaxException {
        URI folder = WsChannel.class.getResource("/META-INF/ws4redis/lua").toURI();
        if (!folder.getScheme().equals("jar")) {
            return list(Path.of(folder));
        }
        try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
            return list(jar.getPath("/META-INF/ws4redis/lua"));
        }
    }

    private static List<String> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> "META-INF/ws4redis/lua/" + file.getFileName()).toList();
        }
    }
}
