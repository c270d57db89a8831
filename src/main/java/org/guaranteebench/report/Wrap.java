package org.guaranteebench.report;

/** Breaks a long line at spaces, but for those between a number and its per cent sign. */
public final class Wrap {
    private Wrap() {}

    /** The text behind {@code place}, and its further lines below its beginning. */
    public static String behind(String place, String text, int width) {
        return place + indent(text, place.length(), width).substring(place.length());
    }

    /** Every line starts with {@code indent} spaces and ends before {@code width} where a space allows. */
    public static String indent(String text, int indent, int width) {
        StringBuilder out = new StringBuilder();
        StringBuilder line = new StringBuilder(" ".repeat(indent));
        for (String word : text.split(" (?!%)")) {
            if (line.length() + word.length() >= width && line.length() > indent) {
                out.append(line.toString().stripTrailing()).append(System.lineSeparator());
                line = new StringBuilder(" ".repeat(indent));
            }
            line.append(word).append(' ');
        }
        return out.append(line.toString().stripTrailing()).toString();
    }
}
