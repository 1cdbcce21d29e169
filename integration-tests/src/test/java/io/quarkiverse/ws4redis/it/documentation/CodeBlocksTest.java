package io.quarkiverse.ws4redis.it.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import io.quarkiverse.ws4redis.it.Pom;

/** Every block of code in the documentation is written in its language. That its Java compiles is the matter of {@code DocumentationTest}. */
class CodeBlocksTest {

    private static final List<String> KNOWN = List.of("java", "json", "properties", "xml", "yaml", "bash", "html", "javascript",
            "typescript", "ts", "nginx", "sql", "text");
    private static final Pattern SCRIPT = Pattern.compile("<script type=\"(\\w+)\">(.*?)</script>", Pattern.DOTALL);
    private static final ConfigReference REFERENCE = new ConfigReference();

    @Test
    void everyLanguageIsOneThatIsLookedAt() {
        assertThat(Documentation.blocks().toList()).hasSizeGreaterThan(50)
                .allSatisfy(block -> assertThat(block.language()).as(block.toString()).isIn(KNOWN));
    }

    static List<Block> json() {
        return Documentation.blocks("json");
    }

    @ParameterizedTest
    @MethodSource
    void json(Block block) throws IOException {
        try (MappingIterator<JsonNode> values = new ObjectMapper().readerFor(JsonNode.class).readValues(block.code())) {
            assertThat(values.readAll()).isNotEmpty();
        }
    }

    static List<Block> yaml() {
        return Documentation.blocks("yaml");
    }

    @ParameterizedTest
    @MethodSource
    void yaml(Block block) throws IOException {
        try (MappingIterator<JsonNode> values = new YAMLMapper().readerFor(JsonNode.class).readValues(block.code())) {
            assertThat(values.readAll()).isNotEmpty().allMatch(JsonNode::isContainerNode);
        }
    }

    static List<Block> properties() {
        return Documentation.blocks("properties");
    }

    @ParameterizedTest
    @MethodSource("properties")
    void propertiesNameOptionsThatThereAre(Block block) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(block.code()));
        assertThat(properties.stringPropertyNames()).isNotEmpty().allSatisfy(name -> {
            String option = name.replaceFirst("^%\\w+\\.", "");
            assertThat(option).matches("(quarkus|mp|smallrye)\\..+");
            assertThat(!option.startsWith("quarkus.ws4redis.") || REFERENCE.has(option)).as(name).isTrue();
        });
    }

    static List<Block> xml() {
        return Documentation.blocks("xml");
    }

    @ParameterizedTest
    @MethodSource("xml")
    void dependenciesOnThisProjectHaveItsVersion(Block block) throws Exception {
        Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader("<block>" + block.code() + "</block>")));
        NodeList dependencies = xml.getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            if (text(dependency, "groupId").equals("io.quarkiverse.ws4redis")) {
                assertThat(text(dependency, "version")).isEqualTo(Pom.version());
            }
        }
    }

    private static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }

    @Test
    void sqlIsUnderstoodByADatabase() throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:h2:mem:documentation");
                Statement statement = database.createStatement()) {
            for (Block block : Documentation.blocks("sql")) {
                statement.execute(block.code());
            }
        }
    }

    static List<Block> bash() {
        return Documentation.blocks("bash");
    }

    @ParameterizedTest
    @MethodSource
    void bash(Block block, @TempDir Path folder) throws IOException {
        Tool.run(folder, "bash", "-n", Files.writeString(folder.resolve("block.sh"), block.code()).toString());
    }

    static List<Block> nginx() {
        return Documentation.blocks("nginx");
    }

    @ParameterizedTest
    @MethodSource
    void nginx(Block block, @TempDir Path folder) {
        Tool.write(folder.resolve("nginx.conf"), List.of("pid " + folder.resolve("pid") + ";", "error_log stderr;",
                "events { }", "http {", "access_log off;", "upstream nodes { server 127.0.0.1:8080; }", "server {",
                block.code(),
                "}", "}"));
        Tool.run(folder, "nginx", "-t", "-q", "-p", folder.toString(), "-c", folder.resolve("nginx.conf").toString());
    }

    static List<Block> html() {
        return Documentation.blocks("html");
    }

    @ParameterizedTest
    @MethodSource
    void html(Block block, @TempDir Path folder) {
        List<String[]> scripts = SCRIPT.matcher(block.code()).results()
                .map(script -> new String[]{script.group(1), script.group(2)}).toList();
        assertThat(scripts).isNotEmpty().allSatisfy(script -> {
            if (script[0].equals("importmap")) {
                assertThat(new ObjectMapper().readTree(script[1]).path("imports").isObject()).isTrue();
            } else {
                javascript(script[1], folder);
            }
        });
    }

    static List<Block> javascript() {
        return Documentation.blocks("javascript");
    }

    @ParameterizedTest
    @MethodSource
    void javascript(Block block, @TempDir Path folder) throws IOException {
        javascript(block.code(), folder);
    }

    private static void javascript(String code, Path folder) throws IOException {
        Tool.run(folder, "node", "--check", Files.writeString(folder.resolve("block.mjs"), code).toString());
    }

    @Test
    void typeScriptFitsTheClient(@TempDir Path folder) throws IOException {
        Path client = Documentation.ROOT.resolve("client").toAbsolutePath().normalize();
        Path compiler = client.resolve("node_modules/typescript/bin/tsc");
        assumeTrue(Files.exists(compiler), "npm ci has not been run in the folder client");
        try (Stream<Path> declarations = Files.list(Path.of("src/test/resources/documentation"))) {
            for (Path file : declarations.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        for (Block block : Documentation.blocks("typescript", "ts")) {
            Files.writeString(folder.resolve(block.toString().replaceAll("\\W", "-") + ".ts"), block.code() + "\nexport {};\n");
        }
        Files.writeString(folder.resolve("tsconfig.json"), """
                {"compilerOptions":{"target":"ES2022","module":"ESNext","moduleResolution":"Bundler","lib":["ES2022","DOM"],
                "types":[],"strict":true,"noEmit":true,"skipLibCheck":true,
                "paths":{"ws4redis-client":["%s"]}},"include":["*.ts"]}""".formatted(client.resolve("src/index.ts")));
        Tool.run(folder, "node", compiler.toString(), "-p", folder.toString());
    }
}
