package org.guaranteebench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LauncherTest {
    private static final List<Launcher> ROOT = List.of(Launcher.UNSHARING, Launcher.AS_NOBODY);

    @Test
    void theFirstThatWorksIsTakenAndDiesWithItsParentWhereThatCanBe() throws IOException {
        assertThat(Launcher.find(ROOT, launcher -> true).prefix())
                .containsExactly("unshare", "--user", "setpriv", "--pdeathsig", "QUIT");
        assertThat(Launcher.find(ROOT, launcher -> launcher.equals(Launcher.UNSHARING)))
                .isEqualTo(Launcher.UNSHARING);
        assertThat(Launcher.find(ROOT, launcher -> launcher.prefix().get(0).equals("setpriv"))
                        .prefix())
                .startsWith("setpriv", "--reuid=65534")
                .endsWith("setpriv", "--pdeathsig", "QUIT");
        assertThat(Launcher.find(List.of(Launcher.PLAIN), launcher -> launcher.equals(Launcher.PLAIN))
                        .command(List.of("postgres")))
                .containsExactly("postgres");
    }

    @Test
    void rootThatCanBeNobodyElseIsToldWhatIsAllowed() {
        assertThatThrownBy(() -> Launcher.find(ROOT, launcher -> false))
                .isInstanceOf(IOException.class)
                .hasMessage("PostgreSQL refuses to run as root, and neither unshare --user nor setpriv (util-linux)"
                        + " works here; allowed is another user, or a database of yours with --jdbc-url");
    }
}
