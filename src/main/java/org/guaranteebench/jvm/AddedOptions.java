package org.guaranteebench.jvm;

import java.util.List;

/** What a property of this JVM adds to the arguments of those that it starts. */
public final class AddedOptions {
    private AddedOptions() {}

    /** Its value, parted at blanks; empty where the property is not set, which is the rule. */
    public static List<String> of(String property) {
        String added = System.getProperty(property, "");
        return added.isBlank() ? List.of() : List.of(added.strip().split(" +"));
    }
}
