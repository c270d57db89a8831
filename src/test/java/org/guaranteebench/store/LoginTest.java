package org.guaranteebench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {
    private static final String CANARY = "canary-Tr0ub4dor";

    @Test
    void userAndPasswordAreTakenOutOfTheUrlAndTheRestStays() {
        Login login = Login.parse("jdbc:postgresql://db-1:5433,[::1]:5434/shop?user=bob&sslmode=require&password="
                + CANARY + "&reWriteBatchedInserts=false");
        assertThat(login.url())
                .isEqualTo("jdbc:postgresql://db-1:5433,[::1]:5434/shop?sslmode=require&reWriteBatchedInserts=false");
        assertThat(login.user()).hasValue("bob");
        assertThat(login.password()).hasValue(CANARY);
        assertThat(login.shown()).isEqualTo("jdbc:postgresql://db-1:5433,[::1]:5434/shop");
        assertThat(login.database()).isEqualTo("shop");
    }

    @Test
    void aUrlMayLeaveUserAndPasswordToTheDriver() {
        Login login = Login.parse("jdbc:postgresql://localhost/shop");
        assertThat(login.user()).isEmpty();
        assertThat(login.password()).isEmpty();
        assertThat(login.shownUser()).isEqualTo(System.getProperty("user.name"));
    }

    @Test
    void signsThatUrlsUseAreWrittenWithPercent() {
        Login login = Login.parse("jdbc:postgresql://h/d?password=a%26b%3Dc%25d&user=o%27neil");
        assertThat(login.password()).hasValue("a&b=c%d");
        assertThat(login.user()).hasValue("o'neil");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:mysql://h/d?password=,not a URL for PostgreSQL",
        "postgres://u:,not a URL for PostgreSQL",
        "jdbc:postgresql://u:p@h/,not of the form",
        "jdbc:postgresql:shop?password=,not of the form",
        "jdbc:postgresql://h?password=,not of the form",
        "jdbc:postgresql://h/?password=,not of the form",
        "jdbc:postgresql://h:70000/d?password=,a port that is not 1 to 65535",
        "jdbc:postgresql://h:0/d?password=,a port that is not 1 to 65535",
        "jdbc:postgresql://h:x/d?password=,a port that is not 1 to 65535",
        "'jdbc:postgresql://h,/d?password=',a host that is no name or address",
        "jdbc:postgresql://h/d?pasword=,a parameter that the driver does not have",
        "jdbc:postgresql://h/d?password=a&,a parameter that the driver does not have",
        "jdbc:postgresql://h/d?password=%zz,a % that begins no %XX",
    })
    void aMalformedUrlIsRefusedInOneLineThatShowsNothingOfIt(String url, String why) {
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        PrintStream err = System.err;
        System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            assertThatThrownBy(() -> Login.parse(url + CANARY))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("--jdbc-url: ")
                    .hasMessageContaining(why)
                    .hasMessageContaining("allowed is jdbc:postgresql://HOST[:PORT]/DATABASE")
                    .message()
                    .doesNotContain("\n", CANARY);
        } finally {
            System.setErr(err);
        }
        assertThat(captured.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void whatIsPrintedHoldsNoPasswordEvenOfAParameterThatTheDriverHas() {
        Login login = Login.parse("jdbc:postgresql://h/d?user=bob&password=" + CANARY + "&sslpassword=other-" + CANARY);
        assertThat(login).asString().isEqualTo("jdbc:postgresql://h/d");
        assertThat(login.hidden("server says " + CANARY + "!")).isEqualTo("server says [hidden]!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://h/d?user=bob&password=a%20%3D%23%5C%C3%BC%0Ab", "jdbc:postgresql://h/d"})
    void aLoginTravelsInAFileThatOnlyItsOwnerCanRead(String url, @TempDir Path tmp) throws IOException {
        Login login = Login.parse(url);
        Path file = tmp.resolve("login");
        login.write(file);
        assertThat(Login.read(file)).isEqualTo(login);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> login.write(file)).as("it takes over no file").isInstanceOf(IOException.class);
    }
}
