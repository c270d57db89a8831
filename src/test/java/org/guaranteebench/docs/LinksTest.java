package org.guaranteebench.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page may be read from any clone: what it points at is there, down to the heading. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final int LONGEST_README = 199;

    @TempDir
    private Path home;

    @Test
    void everyRelativeLinkResolves() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : Pages.all()) {
            broken.addAll(broken(page));
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void aMissingFileAndAMissingHeadingAreSeen() throws IOException {
        Path page = Files.writeString(home.resolve("page.md"), """
                # The `--page` option, 2.0
                [a](page.md#the---page-option-20) [b](#the---page-option-20) [c](https://example.org/none) [d](gone.md)
                [e](page.md#gone) [f](#gone)
                ```
                [g](gone.md)
                ```
                """);
        assertThat(broken(page)).containsExactly(page + ": gone.md", page + ": page.md#gone", page + ": #gone");
    }

    @Test
    void twoHeadingsOfOneNameAreToldApart() throws IOException {
        Path page =
                Files.writeString(home.resolve("page.md"), "# A\n\n## Cost\n\n## Cost\n\n[x](#cost-1) [y](#cost-2)\n");
        assertThat(broken(page)).containsExactly(page + ": #cost-2");
    }

    @Test
    void theReadmeStaysShort() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(LONGEST_README);
    }

    private static List<String> broken(Path page) throws IOException {
        List<String> broken = new ArrayList<>();
        Matcher link = LINK.matcher(Pages.prose(page));
        while (link.find()) {
            String target = link.group(1);
            if (!ELSEWHERE.matcher(target).matches() && !resolves(page, target)) {
                broken.add(page + ": " + target);
            }
        }
        return broken;
    }

    private static boolean resolves(Path page, String target) throws IOException {
        int hash = target.indexOf('#');
        String file = hash < 0 ? target : target.substring(0, hash);
        Path there = file.isEmpty() ? page : page.resolveSibling(file);
        return Files.exists(there) && (hash < 0 || anchors(there).contains(target.substring(hash + 1)));
    }

    /** As GitHub makes them: lower case, blanks to hyphens, punctuation away, a number behind what is there already. */
    private static Set<String> anchors(Path page) throws IOException {
        Set<String> anchors = new LinkedHashSet<>();
        Matcher heading = HEADING.matcher(Pages.prose(page));
        while (heading.find()) {
            String anchor = heading.group(1)
                    .strip()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                    .replace(' ', '-');
            String unique = anchor;
            for (int i = 1; !anchors.add(unique); i++) {
                unique = anchor + "-" + i;
            }
        }
        return anchors;
    }
}
