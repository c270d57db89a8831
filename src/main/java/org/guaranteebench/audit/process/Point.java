package org.guaranteebench.audit.process;

/**
 * A place in a client's work at which its parent may want to find it, such as {@code appended:17}.
 *
 * @param place name of the place, without colons or spaces
 * @param number which passage, record or transaction there
 */
public record Point(String place, long number) {

    /** Errors: {@link IllegalArgumentException} for a text that no point has. */
    public static Point parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("\"" + text + "\": a point is place:number");
        }
        return new Point(text.substring(0, colon), Long.parseLong(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return place + ":" + number;
    }
}
