package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkiverse.ws4redis.client.Ws4RedisClient;
import io.quarkiverse.ws4redis.test.InjectWs4RedisClient;

/**
 * The public API is what stands in {@code api.txt} of each artifact, as the JDK's {@code javap} tells it. A change shows in its
 * review; {@code -Dapi.accept} writes the file.
 */
class PublicApiTest {

    private static final ToolProvider JAVAP = ToolProvider.findFirst("javap").orElseThrow();

    static Stream<Arguments> artifacts() {
        return Stream.of(Arguments.of("runtime", WsChannel.class, false),
                Arguments.of("client-java", Ws4RedisClient.class, true),
                Arguments.of("testing", InjectWs4RedisClient.class, true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("artifacts")
    void thePublicApiIsTheOneThatIsWrittenDown(String module, Class<?> member, boolean withSubpackages)
            throws IOException, URISyntaxException {
        Path file = Path.of("..", module, "src/api/api.txt");
        String api = api(member, withSubpackages);
        if (System.getProperty("api.accept") != null) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, api);
        }
        assertThat(api).isEqualTo(Files.readString(file));
    }

    private static String api(Class<?> member, boolean withSubpackages) throws IOException, URISyntaxException {
        Path artifact = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<String> classes = Files.isDirectory(artifact)
                ? classes(artifact, member, withSubpackages)
                : packed(artifact, member,
                        withSubpackages);
        StringWriter out = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("-public", "-cp", artifact.toString()));
        arguments.addAll(classes);
        JAVAP.run(new PrintWriter(out), new PrintWriter(out), arguments.toArray(String[]::new));
        return out.toString().lines().filter(line -> !line.startsWith("Compiled from"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> packed(Path jar, Class<?> member, boolean withSubpackages) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            return classes(files.getPath("/"), member, withSubpackages);
        }
    }

    private static List<String> classes(Path root, Class<?> member, boolean withSubpackages) throws IOException {
        Path start = root.resolve(member.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.walk(start, withSubpackages ? Integer.MAX_VALUE : 1)) {
            return files.map(file -> root.relativize(file).toString()).filter(name -> name.endsWith(".class"))
                    .map(name -> name.replaceAll("\\.class$", "").replace('/', '.')).filter(PublicApiTest::isPublic).sorted()
                    .toList();
        }
    }

    private static boolean isPublic(String name) {
        try {
            Class<?> type = Class.forName(name, false, PublicApiTest.class.getClassLoader());
            boolean everywhere = true;
            for (Class<?> c = type; c != null; c = c.getEnclosingClass()) {
                everywhere &= Modifier.isPublic(c.getModifiers());
            }
            return everywhere;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
