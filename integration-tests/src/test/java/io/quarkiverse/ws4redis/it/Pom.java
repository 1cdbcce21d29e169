package io.quarkiverse.ws4redis.it;

import java.io.IOException;
import java.nio.file.Path;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;

import org.xml.sax.SAXException;

/** What the poms of this project say. */
public final class Pom {

    private static final Path ROOT = Path.of("..");

    private Pom() {
    }

    /** {@return the version of this project} */
    public static String version() {
        return value(".", "/project/version");
    }

    /** {@return the version of Quarkus that it is built with} */
    public static String quarkusVersion() {
        return value(".", "/project/properties/quarkus.version");
    }

    /** {@return the name of the artifact that is built in a folder of the project} */
    public static String artifact(String folder) {
        return value(folder, "/project/artifactId");
    }

    private static String value(String folder, String expression) {
        try {
            return XPathFactory.newInstance().newXPath().evaluate(expression, DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder().parse(ROOT.resolve(folder).resolve("pom.xml").toFile()));
        } catch (IOException | SAXException | ParserConfigurationException | XPathExpressionException e) {
            throw new IllegalStateException("Cannot read the pom in " + folder, e);
        }
    }
}
