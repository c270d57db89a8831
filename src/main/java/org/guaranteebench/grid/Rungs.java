package org.guaranteebench.grid;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The cells that a benchmark measures when nobody chooses: each as {@code name=value} pairs with blanks between. What a
 * rung does not name has the first value of its {@code @Param}. A benchmark without this annotation climbs {@link
 * Cell#LADDER}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Rungs {
    /** In the order of tables. */
    String[] value();

    /** The rung that costs are ratios to. */
    String baseline();
}
