package io.quarkiverse.ws4redis.it.codestart;

import static io.quarkus.devtools.codestarts.quarkus.QuarkusCodestartCatalog.Language.JAVA;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkiverse.ws4redis.test.nodes.Packaged;
import io.quarkiverse.ws4redis.test.nodes.WsTestNode;
import io.quarkus.devtools.testing.codestarts.QuarkusCodestartTest;

/** What {@code quarkus create app -x ws4redis} makes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Symbolic links")
class CodestartIT {

    private static final Path CODESTART = Path.of("..", "runtime", "src", "main", "codestarts", "quarkus",
            "ws4redis-codestart");
    private static final String LOCAL_REPOSITORY = "maven.repo.local";
    private static final Path REPOSITORY = ReactorRepository.create(Path.of("target", "reactor-repository"));

    /** Where the devtools look for extensions and codestarts, and what was there before. */
    private static final String BEFORE = System.setProperty(LOCAL_REPOSITORY, REPOSITORY.toString());

    @RegisterExtension
    static final QuarkusCodestartTest PROJECT = QuarkusCodestartTest.builder().languages(JAVA)
            .setupStandaloneExtensionTest("io.quarkiverse.ws4redis:quarkus-ws4redis").build();

    @AfterAll
    static void leaveTheDevtoolsAsTheyWere() {
        if (BEFORE == null) {
            System.clearProperty(LOCAL_REPOSITORY);
        } else {
            System.setProperty(LOCAL_REPOSITORY, BEFORE);
        }
    }

    @ParameterizedTest
    @CsvSource({
            "java, src/main/java/org/acme/Room.java",
            "java, src/main/java/org/acme/Demo.java",
            "java, src/test/java/org/acme/RoomTest.java",
            "base, src/main/resources/META-INF/resources/room.html",
            "base, src/main/resources/META-INF/resources/room.js"})
    void theCodeIsThatOfTheCodestartInTheUsersPackage(String part, String file) throws Throwable {
        String written = Files.readString(CODESTART.resolve(part).resolve(file));
        PROJECT.assertThatGeneratedFile(JAVA, file.replace("org/acme", "ilove/quark/us")).content()
                .isEqualTo(written.replace("package org.acme;", "package ilove.quark.us;"));
    }

    @Test
    void theProjectDependsOnTheExtensionAndOnWhatItsCodeNeeds() throws Throwable {
        PROJECT.assertThatGeneratedFile(JAVA, "pom.xml").content().contains("<artifactId>quarkus-ws4redis</artifactId>",
                "<artifactId>quarkus-ws4redis-test</artifactId>", "<artifactId>quarkus-hibernate-orm-panache</artifactId>",
                "<artifactId>quarkus-jdbc-h2</artifactId>").doesNotContain("${project.version}");
        PROJECT.assertThatGeneratedFile(JAVA, "README.md").content().contains("/room.html?as=alice");
    }

    @Test
    void itsTestsPassAndPackagedItLetsNobodyInByName() throws Exception {
        Path project = PROJECT.getProjectWithRealDataDir(JAVA);
        verify(project);
        try (RedisProcess redis = RedisProcess.start(0);
                WsTestNode node = WsTestNode.start(new Packaged(project.resolve("target/quarkus-app/quarkus-run.jar")),
                        "node-codestart", redis, "-Dquarkus.datasource.jdbc.url=jdbc:h2:mem:codestart")) {
            node.connect().expectRefused(401, "auth", Map.of("kind", "demo", "token", "alice"));
        }
    }

    private static void verify(Path project) throws IOException, InterruptedException {
        Path log = Path.of("target", "codestart-build.log").toAbsolutePath();
        ProcessBuilder builder = new ProcessBuilder(List.of(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-B", "-ntp", "-D" + LOCAL_REPOSITORY + "=" + REPOSITORY, "verify"))
                .directory(project.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process maven = builder.start();
        try {
            assertThat(maven.waitFor(15, TimeUnit.MINUTES)).as("in time").isTrue();
            assertThat(maven.exitValue()).as(Files.readString(log)).isZero();
        } finally {
            maven.destroyForcibly();
        }
    }
}
