package io.quarkiverse.ws4redis.benchmarks.report;

import java.util.List;

/** A language to write the report in. */
interface Markup {

    String fileName();

    String heading(String text);

    String paragraph(String text);

    String bullets(List<String> items);

    String table(Table table);

    String image(String file, String description);
}
