package io.quarkiverse.ws4redis.it.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Java in the README and in the documentation compiles. A block that declares no class is fields up to its first empty
 * line, and statements after it, which may use an entity {@code room} and a message {@code event}.
 */
class DocumentationTest {

    private static final Pattern CLASS = Pattern.compile("(?m)^(?:public |final )*(?:class|record|interface) (\\w+)");
    private static final String IMPORTS = Stream
            .of("com.fasterxml.jackson.annotation.*", "io.quarkiverse.ws4redis.*", "io.quarkiverse.ws4redis.client.*",
                    "io.quarkiverse.ws4redis.test.*",
                    "io.quarkus.hibernate.orm.panache.*", "io.quarkus.narayana.jta.*",
                    "io.quarkus.security.*", "io.quarkus.security.identity.*",
                    "io.smallrye.mutiny.*", "jakarta.annotation.security.*", "jakarta.enterprise.context.*",
                    "jakarta.enterprise.inject.spi.*", "jakarta.inject.*",
                    "jakarta.persistence.*",
                    "jakarta.transaction.*", "jakarta.ws.rs.*", "java.util.*",
                    "org.eclipse.microprofile.jwt.*")
            .map("import %s;\n"::formatted).reduce("", String::concat);

    static List<Block> blocks() {
        // What has a title is a file that is compiled elsewhere: in the codestart, or with Hibernate Reactive.
        return Documentation.blocks("java").stream().filter(block -> block.title().isEmpty()).toList();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void theCodeCompiles(Block block, @TempDir Path classes) {
        Matcher declared = CLASS.matcher(block.code());
        String name = declared.find() ? declared.group(1) : "Example";
        String source = IMPORTS + (name.equals("Example") ? example(block.code()) : block.code());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        boolean compiled = compiler.getTask(null, null, problems,
                List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString()), null,
                List.of(new Source(name, source))).call();
        assertThat(problems.getDiagnostics()).filteredOn(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .as(source).isEmpty();
        assertThat(compiled).isTrue();
    }

    private static String example(String code) {
        int statements = code.indexOf("\n\n");
        return "class Example {\n" + code.substring(0, statements) + "\nvoid example(Object room, Object event) {"
                + code.substring(statements) + "}\n}\n";
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
