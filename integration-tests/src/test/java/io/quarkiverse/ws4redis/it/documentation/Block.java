package io.quarkiverse.ws4redis.it.documentation;

import java.nio.file.Path;

/**
 * A block of code in the documentation.
 *
 * @param page the file it is in
 * @param line where it begins
 * @param title what stands above it, the name of a file; empty for none
 * @param language as the page says
 * @param code as a reader sees it
 */
record Block(Path page, int line, String title, String language, String code) {

    @Override
    public String toString() {
        return page.getFileName() + ":" + line;
    }
}
