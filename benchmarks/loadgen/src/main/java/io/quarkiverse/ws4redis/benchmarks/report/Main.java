package io.quarkiverse.ws4redis.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the report. Arguments: results, environment, {@code markdown} or {@code asciidoc}, directories of text and images. */
public final class Main {

    private Main() {
    }

    public static void main(String[] args) throws IOException {
        Results results = Results.read(Path.of(args[0]));
        Environment environment = Environment.read(Path.of(args[1]));
        Markup markup = args[2].equals("asciidoc") ? new AsciiDoc() : new Markdown();
        Path text = Files.createDirectories(Path.of(args[3]));
        Path images = Files.createDirectories(Path.of(args[4]));
        Path file = text.resolve(markup.fileName());
        Files.writeString(file, new Document(results, environment, markup, new Charts(results, images)).text());
        System.out.println("report of " + results.size() + " measurements: " + file.normalize());
    }
}
