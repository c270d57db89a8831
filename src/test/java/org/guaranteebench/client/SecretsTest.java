package org.guaranteebench.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"bench-user\" password=\"correct horse/battery$staple\";";

    private static String hide(String text, String... secrets) {
        return Secrets.of(List.of(secrets)).hide(text);
    }

    @Test
    void aSecretIsHiddenWhereverItStands() {
        assertThat(hide("hunter22, not hunter22!", "hunter22")).isEqualTo("[hidden], not [hidden]!");
    }

    @Test
    void withoutSecretsNothingIsHidden() {
        assertThat(Secrets.NONE.none()).isTrue();
        assertThat(Secrets.NONE.hide("password=hunter22")).isEqualTo("password=hunter22");
        assertThat(Secrets.of(List.of("hunter22")).none()).isFalse();
    }

    @Test
    void aWholeLoginConfigurationIsHidden() {
        assertThat(hide("refused: " + LOGIN + " (line 1)", LOGIN)).isEqualTo("refused: [hidden] (line 1)");
        assertThat(hide("refused: " + LOGIN + " (line 1)", "  " + LOGIN + " \n"))
                .as("blanks around it are the file's")
                .isEqualTo("refused: [hidden] (line 1)");
    }

    /** Kafka's tokenizer cites the place where it stopped. */
    @Test
    void halfAPasswordIsHiddenToo() {
        assertThat(hide("Expected ';' after \"correct, found horse/battery$staple", LOGIN))
                .isEqualTo("Expected ';' after \"[hidden], found [hidden]");
        assertThat(hide("user bench-user", LOGIN)).isEqualTo("user [hidden]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PlainLoginModule required password=\"swordfish;",
                "PlainLoginModule required password='swordfish';",
                "PlainLoginModule required password=swordfish",
                "PlainLoginModule required\\\n\tpassword=\"swordfish\";",
                "password=\"ab\\\"swordfish\"",
                "a,swordfish,b",
                "x\\\\swordfish",
                "PlainLoginModule required password=\"swordfish required\";",
                "swordfish\r\n"
            })
    void whereverASecretIsCutItsPiecesAreKnown(String malformed) {
        assertThat(hide("Value not specified for key: swordfish", malformed))
                .isEqualTo("Value not specified for key: [hidden]");
    }

    /** Of these Kafka's message cites what its tokenizer had read by then, which stands nowhere in the file. */
    @Test
    void aSecretThatWasCutElsewhereIsHiddenAsFarAsItGoes() {
        assertThat(hide("found Qz7fWk3aXv9c", "PlainLoginModule required password=secret Qz7fWk3aXv9c@x;"))
                .as("cut at a sign")
                .isEqualTo("found [hidden]");
        assertThat(hide("found AQz7fWk3aXv9c", "PlainLoginModule required \"\\101Qz7fWk3aXv9c\""))
                .as("an escape was read")
                .isEqualTo("found A[hidden]");
        assertThat(hide("found Qz7fWk3aX…", "Qz7fWk3aXv9c".repeat(20)))
                .as("cut for its length")
                .isEqualTo("found [hidden]…");
        assertThat(hide("found Qz7fWk3 and 7fWk3aX", "Qz7fWk3aXv9c"))
                .as("seven characters of a longer one may be anything")
                .isEqualTo("found Qz7fWk3 and 7fWk3aX");
    }

    @Test
    void aPasswordInTheModulesPlaceIsOne() {
        assertThat(hide("No LoginModule found for Qz7fWk3aXv9c", "Qz7fWk3aXv9c required;"))
                .isEqualTo("No LoginModule found for [hidden]");
    }

    @Test
    void whatIsShorterThanFourCharactersIsLeftInPlace() {
        assertThat(hide("abc abcd", "abc")).isEqualTo("abc abcd");
        assertThat(hide("abc abcd", "abcd")).isEqualTo("abc [hidden]");
        assertThat(hide("x y is not a secret of its own, x y z1 is", "x y z1"))
                .isEqualTo("x y is not a secret of its own, [hidden] is");
        assertThat(Secrets.of(List.of("", " ", "abc", "a b c")).none())
                .as("a b c")
                .isFalse();
        assertThat(Secrets.of(List.of("", " ", "abc")).none()).isTrue();
    }

    @Test
    void whatARegularExpressionWouldReadOtherwiseIsTakenLiterally() {
        assertThat(hide("p.ss(w[rd*$1 passsw", "p.ss(w[rd*$1")).isEqualTo("[hidden] passsw");
        assertThat(hide("\\Qabcd\\E", "\\Qabcd\\E")).isEqualTo("[hidden]");
        assertThat(hide(".*abc", ".*..")).isEqualTo(".*abc");
    }

    @Test
    void ofSecretsThatContainEachOtherTheLongerIsHiddenFirst() {
        assertThat(hide("swordfish-2 swordfish", "swordfish", "swordfish-2")).isEqualTo("[hidden] [hidden]");
        assertThat(hide("swordfish-2 swordfish", "swordfish-2", "swordfish")).isEqualTo("[hidden] [hidden]");
    }

    @Test
    void ofSecretsThatOverlapNothingIsLeftOver() {
        assertThat(hide("abcdefghij", "abcdefg", "efghij")).isEqualTo("[hidden]");
        assertThat(hide("abababab", "ababab")).isEqualTo("[hidden]");
        assertThat(hide("onetwo", "onet", "twoo", "etwo")).isEqualTo("[hidden]");
    }

    @Test
    void secretsThatStandSideBySideBecomeOneOrTwo() {
        assertThat(hide("abcdefgh", "abcd", "efgh")).matches("(\\[hidden]){1,2}");
    }

    @Test
    void theWordThatIsPutInItsPlaceMayBeASecretItself() {
        assertThat(hide("hidden swordfish", "swordfish", "hidden")).isEqualTo("[hidden] [hidden]");
    }

    @Test
    void theGrammarOfALoginConfigurationStays() {
        String text = "org.apache.kafka.common.security.plain.PlainLoginModule required username password: not found";
        assertThat(hide(text, LOGIN)).isEqualTo(text);
        String vendors = " com.acme.LoginModule optional useTicketCache=true; io.acme.Other sufficient debug=false;";
        assertThat(hide("class com.acme.LoginModule or io.acme.Other not found, useTicketCache=true", vendors))
                .isEqualTo("class com.acme.LoginModule or io.acme.Other not found, useTicketCache=true");
    }

    @Test
    void aPasswordThatLooksLikeGrammarIsOneNevertheless() {
        assertThat(hide("wrong: required", "required")).isEqualTo("wrong: [hidden]");
        assertThat(hide("wrong: com.hunter22", "com.hunter22")).isEqualTo("wrong: [hidden]");
        assertThat(hide(
                        "wrong: io.hunter22",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required password=\"io.hunter22\";"))
                .isEqualTo("wrong: [hidden]");
    }

    @Test
    void aPasswordMayContainWordsOfTheGrammar() {
        assertThat(hide("wrong: truepassword9", "PlainLoginModule required password=\"truepassword9\";"))
                .isEqualTo("wrong: [hidden]");
    }

    @Test
    void twoSourcesOfSecretsHideWhatEitherWould() {
        Secrets both = Secrets.of(List.of("hunter22")).and(Secrets.of(List.of("Tr0ub4dor")));
        assertThat(both.hide("hunter22 and Tr0ub4dor")).isEqualTo("[hidden] and [hidden]");
        assertThat(Secrets.NONE.and(Secrets.NONE).none()).isTrue();
    }
}
