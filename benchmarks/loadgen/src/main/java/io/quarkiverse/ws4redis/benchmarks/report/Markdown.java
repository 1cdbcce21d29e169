package io.quarkiverse.ws4redis.benchmarks.report;

import java.util.List;
import java.util.stream.Collectors;

/** Markdown, as GitHub reads it. */
final class Markdown implements Markup {

    @Override
    public String fileName() {
        return "benchmarks.md";
    }

    @Override
    public String heading(String text) {
        return "## " + text + "\n\n";
    }

    @Override
    public String paragraph(String text) {
        return text + "\n\n";
    }

    @Override
    public String bullets(List<String> items) {
        return items.stream().map(item -> "- " + item + "\n").collect(Collectors.joining("", "", "\n"));
    }

    @Override
    public String table(Table table) {
        StringBuilder out = new StringBuilder(row(table.header()));
        out.append("|---").append("|---:".repeat(table.header().size() - 1)).append("|\n");
        table.rows().forEach(cells -> out.append(row(cells)));
        return out.append('\n').toString();
    }

    private static String row(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    @Override
    public String image(String file, String description) {
        return "![" + description + "](" + file + ")\n\n";
    }
}
