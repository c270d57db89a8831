package org.guaranteebench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Of tests with brokers beside which no others may run, because what they assert is a matter of speed. The build runs
 * all others two classes at a time, each in a JVM of its own: they may look at times only with bounds that a busy
 * machine keeps, and at no process, container or port that is not theirs.
 */
@Tag("alone")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Alone {}
