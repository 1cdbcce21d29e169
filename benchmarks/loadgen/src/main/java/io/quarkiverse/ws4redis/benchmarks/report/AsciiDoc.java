package io.quarkiverse.ws4redis.benchmarks.report;

import java.util.List;
import java.util.stream.Collectors;

/** AsciiDoc, to be included below a page's own headings. */
final class AsciiDoc implements Markup {

    @Override
    public String fileName() {
        return "benchmarks.adoc";
    }

    @Override
    public String heading(String text) {
        return "=== " + text + "\n\n";
    }

    @Override
    public String paragraph(String text) {
        return text + "\n\n";
    }

    @Override
    public String bullets(List<String> items) {
        return items.stream().map(item -> "* " + item + "\n").collect(Collectors.joining("", "", "\n"));
    }

    @Override
    public String table(Table table) {
        StringBuilder out = new StringBuilder("[cols=\"4").append(",>2".repeat(table.header().size() - 1))
                .append("\",options=\"header\"]\n|===\n");
        out.append(row(table.header())).append('\n');
        table.rows().forEach(cells -> out.append(row(cells)));
        return out.append("|===\n\n").toString();
    }

    private static String row(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", "\n"));
    }

    @Override
    public String image(String file, String description) {
        return "image::" + file + "[\"" + description + "\"]\n\n";
    }
}
