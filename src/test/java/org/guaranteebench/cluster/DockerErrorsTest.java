package org.guaranteebench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DockerErrorsTest {
    @Test
    void theEnginesMessageIsTakenOutOfItsWrapping() {
        assertThat(DockerErrors.oneLine(
                        new NotFoundException("Status 404: {\"message\":\"No such image: kgb-broker:latest\"}\n")))
                .isEqualTo("No such image: kgb-broker:latest");
    }

    @Test
    void otherFieldsOfTheAnswerDoNotMatter() {
        assertThat(DockerErrors.oneLine(new InternalServerErrorException(
                        "Status 500: {\"cause\":\"x\",\"message\":\"no such host\",\"response\":500}")))
                .isEqualTo("no such host");
    }

    @Test
    void quotesInsideTheMessageStay() {
        assertThat(DockerErrors.oneLine(new InternalServerErrorException(
                        "Status 500: {\"message\":\"Get \\\"https://registry/v2/\\\": EOF\"}")))
                .isEqualTo("Get \"https://registry/v2/\": EOF");
    }

    @Test
    void whatIsNotTheEnginesIsToldAsItIs() {
        assertThat(DockerErrors.oneLine(new IOException("Connection refused"))).isEqualTo("Connection refused");
    }

    @Test
    void anErrorWithoutAMessageIsNamed() {
        assertThat(DockerErrors.oneLine(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void severalLinesBecomeOne() {
        assertThat(DockerErrors.oneLine(new IOException(" first \r\n  second\n\nthird\n")))
                .isEqualTo("first second third");
    }

    @Test
    void lineBreaksThatTheEngineEscapedBecomeBlanks() {
        assertThat(DockerErrors.oneLine(new InternalServerErrorException(
                        "Status 500: {\"message\":\"driver failed:\\nport is already allocated\"}")))
                .isEqualTo("driver failed: port is already allocated");
    }

    @Test
    void aLongMessageIsToldInFull() {
        String text = "long ".repeat(20_000).strip();
        assertThat(DockerErrors.oneLine(new InternalServerErrorException("Status 500: {\"message\":\"" + text + "\"}")))
                .isEqualTo(text);
        String quotes = "\\\"".repeat(20_000);
        assertThat(DockerErrors.oneLine(
                        new InternalServerErrorException("Status 500: {\"message\":\"" + quotes + "\"}")))
                .isEqualTo("\"".repeat(20_000));
    }
}
