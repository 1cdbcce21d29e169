package io.quarkiverse.ws4redis.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A chart with two logarithmic axes, as SVG. Its colours can be read on a light page and on a dark one. */
final class Chart {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int RIGHT = 100;
    private static final int TOP = 20;
    private static final int BOTTOM = 55;
    private static final int LABEL = 15;
    private static final String GREY = "#767676";
    private static final List<String> COLOURS = List.of("#808080", "#2f7fd6", "#c2571a", "#2e9449", "#a04fc4", "#b3861b");

    /** A server's line, from left to right. */
    private record Line(String name, String colour, TreeMap<Double, Double> points) {
    }

    /** Where a line's name goes. */
    private record Label(Line line, double y) {
    }

    private final String xTitle;
    private final String yTitle;
    private final List<Line> lines = new ArrayList<>();

    Chart(String xTitle, String yTitle) {
        this.xTitle = xTitle;
        this.yTitle = yTitle;
    }

    /** Adds a line; points that cannot be on a logarithmic axis are left out. */
    void line(String name, Map<Double, Double> points) {
        TreeMap<Double, Double> positive = new TreeMap<>(points);
        positive.entrySet().removeIf(e -> e.getKey() <= 0 || e.getValue() <= 0);
        if (!positive.isEmpty()) {
            lines.add(new Line(name, COLOURS.get(lines.size() % COLOURS.size()), positive));
        }
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    String svg() {
        Axis x = Axis.over(lines.stream().flatMap(l -> l.points.keySet().stream()), LEFT, WIDTH - RIGHT);
        Axis y = Axis.over(lines.stream().flatMap(l -> l.points.values().stream()), HEIGHT - BOTTOM, TOP);
        StringBuilder out = new StringBuilder();
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" "
                + "font-family=\"sans-serif\" font-size=\"13\" fill=\"" + GREY + "\">\n");
        for (double tick : y.decades()) {
            out.append(rule(LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick)));
            out.append(text(LEFT - 8, y.at(tick) + 4, "end", GREY, Axis.label(tick)));
        }
        for (double tick : x.decades()) {
            out.append(rule(x.at(tick), TOP, x.at(tick), HEIGHT - BOTTOM));
            out.append(text(x.at(tick), HEIGHT - BOTTOM + 18, "middle", GREY, Axis.label(tick)));
        }
        out.append(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", GREY, xTitle));
        out.append("<text transform=\"translate(16 " + (TOP + HEIGHT - BOTTOM) / 2 + ") rotate(-90)\" text-anchor=\"middle\">"
                + yTitle + "</text>\n");
        for (Line line : lines) {
            out.append(drawn(line, x, y));
        }
        for (Label label : labels(y)) {
            out.append(text(WIDTH - RIGHT + 10, label.y + 4, "start", label.line.colour, label.line.name));
        }
        return out.append("</svg>\n").toString();
    }

    private static String drawn(Line line, Axis x, Axis y) {
        StringBuilder path = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        line.points.forEach((px, py) -> {
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f ", path.isEmpty() ? "M" : "L", x.at(px), y.at(py)));
            dots.append(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>%n", x.at(px),
                    y.at(py), line.colour));
        });
        return "<path d=\"" + path.toString().strip() + "\" fill=\"none\" stroke=\"" + line.colour + "\" stroke-width=\"2\"/>\n"
                + dots;
    }

    /** {@return the lines' names beside their last points, moved apart where they would cover each other} */
    private List<Label> labels(Axis y) {
        List<Line> byHeight = new ArrayList<>(lines);
        byHeight.sort(Comparator.comparingDouble(l -> y.at(l.points.lastEntry().getValue())));
        List<Label> labels = new ArrayList<>();
        double free = TOP;
        for (Line line : byHeight) {
            double at = Math.max(free, y.at(line.points.lastEntry().getValue()));
            labels.add(new Label(line, at));
            free = at + LABEL;
        }
        return labels;
    }

    private static String rule(double x1, double y1, double x2, double y2) {
        return String.format(Locale.ROOT, "<path d=\"M%.1f %.1f L%.1f %.1f\" stroke=\"%s\" stroke-opacity=\"0.35\"/>%n", x1, y1,
                x2, y2, GREY);
    }

    private static String text(double x, double y, String anchor, String colour, String text) {
        return String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n", x, y,
                anchor,
                colour, text);
    }
}
