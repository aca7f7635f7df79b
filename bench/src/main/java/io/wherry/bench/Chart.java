package io.wherry.bench;

import java.util.Locale;
import java.util.Map;

/// Curves as an SVG picture: each relative to its own first point, over a logarithmic scale.
final class Chart {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 360;
  private static final int LEFT = 50;
  private static final int RIGHT = 700;
  private static final int TOP = 40;
  private static final int BOTTOM = 320;
  private static final int LEGEND_STEP = 18;
  private static final int LEAST_TIMES = 3;
  private static final double MOST_SIZE = 1_000_000;
  private static final String[] COLOURS = {"#1b6ca8", "#c8553d", "#3a7d44", "#7b5ea7"};

  private Chart() {}

  /// The picture.
  ///
  /// @param curves by their names: cost by size
  static String of(String title, Map<String, Map<Integer, Double>> curves) {
    var svg = new StringBuilder();
    svg.append(
        ("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " font-family=\"sans-serif\" font-size=\"12\">%n")
            .formatted(WIDTH, HEIGHT));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    text(svg, LEFT, TOP - 18, title);
    int most = mostTimes(curves);
    for (int times = 0; times <= most; times++) {
      double y = y(times, most);
      line(svg, LEFT, y, RIGHT, y, "#dddddd");
      text(svg, LEFT - 30, y + 4, times + " ×");
    }
    for (int size = 1; size <= MOST_SIZE; size *= 10) {
      line(svg, x(size), TOP, x(size), BOTTOM, "#eeeeee");
      text(svg, x(size) - 10, BOTTOM + 18, String.format(Locale.ROOT, "%,d", size));
    }
    int index = 0;
    for (var curve : curves.entrySet()) {
      String colour = COLOURS[index % COLOURS.length];
      curve(svg, curve.getValue(), most, colour);
      text(svg, RIGHT - 230, TOP + 14 + index * LEGEND_STEP, "● " + curve.getKey(), colour);
      index++;
    }
    return svg.append("</svg>\n").toString();
  }

  private static int mostTimes(Map<String, Map<Integer, Double>> curves) {
    double most = LEAST_TIMES;
    for (var curve : curves.values()) {
      double first = first(curve);
      most = curve.values().stream().mapToDouble(cost -> cost / first).reduce(most, Math::max);
    }
    return (int) Math.ceil(most);
  }

  private static double first(Map<Integer, Double> points) {
    return points.values().iterator().next();
  }

  private static void curve(
      StringBuilder svg, Map<Integer, Double> points, int most, String colour) {
    double first = first(points);
    var path = new StringBuilder();
    for (var point : points.entrySet()) {
      double y = y(point.getValue() / first, most);
      path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point.getKey()), y));
    }
    svg.append(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n"
            .formatted(path.toString().strip(), colour));
  }

  private static double x(double size) {
    return LEFT + Math.log10(size) / Math.log10(MOST_SIZE) * (RIGHT - LEFT);
  }

  private static double y(double times, int most) {
    return BOTTOM - times / most * (BOTTOM - TOP);
  }

  private static void line(
      StringBuilder svg, double x1, double y1, double x2, double y2, String colour) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
            x1,
            y1,
            x2,
            y2,
            colour));
  }

  private static void text(StringBuilder svg, double x, double y, String text) {
    text(svg, x, y, text, "#333333");
  }

  private static void text(StringBuilder svg, double x, double y, String text, String colour) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>%n",
            x,
            y,
            colour,
            text.replace("&", "&amp;").replace("<", "&lt;")));
  }
}
