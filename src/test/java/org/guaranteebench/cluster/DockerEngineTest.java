package org.guaranteebench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DockerEngineTest {
    private static final String IMAGE = "kgb-broker:1";

    private final FakeDocker docker = new FakeDocker();
    private final DockerEngine engine = new DockerEngine(
            docker.client(),
            new DockerAddress(docker.client(), URI.create("tcp://elsewhere:2375")),
            "20.10.24",
            "1.41");

    /** The engine's answers to one pull; the last one ends it. */
    private void pulling(Consumer<ResultCallback<PullResponseItem>> registry) {
        docker.answer("pullImageCmd", command -> {
            @SuppressWarnings("unchecked")
            var callback = (ResultCallback<PullResponseItem>) command.setting("exec");
            registry.accept(callback);
            return callback;
        });
    }

    private static PullResponseItem item(String json) {
        return FakeDocker.parse(PullResponseItem.class, json);
    }

    @Test
    void anEngineIsNamedByItsVersionAndItsApi() {
        assertThat(engine).hasToString("Docker 20.10.24, API 1.41");
    }

    @Test
    void anImageThatIsHereIsFoundUnderTheNameThatWasGiven() throws IOException {
        docker.answer("inspectImageCmd", command -> new InspectImageResponse());
        assertThat(engine.find("kgb-broker")).contains("kgb-broker");
        assertThat(docker.sent("inspectImageCmd")).hasSize(1);
    }

    @Test
    void anImageMayBeHereUnderItsSubstitutedNameOnly() throws IOException {
        docker.answer("inspectImageCmd", command -> {
            if (command.arguments().get(0).equals("kgb-broker")) {
                throw new NotFoundException("Status 404: {\"message\":\"No such image: kgb-broker\"}");
            }
            return new InspectImageResponse();
        });
        assertThat(engine.find("kgb-broker"))
                .hasValueSatisfying(name -> assertThat(name).endsWith("kgb-broker:latest"));
    }

    @Test
    void anImageThatIsNotHereIsNotFound() throws IOException {
        docker.answer("inspectImageCmd", command -> {
            throw new NotFoundException("Status 404: {\"message\":\"No such image\"}");
        });
        assertThat(engine.find(IMAGE)).isEmpty();
        assertThat(engine.id(IMAGE)).isEqualTo("unknown");
        assertThat(docker.sent()).containsOnly("inspectImageCmd");
    }

    @Test
    void whatTheEngineCannotTellIsOneLine() {
        docker.answer("inspectImageCmd", command -> {
            throw new BadRequestException(
                    "Status 400: {\"message\":\"invalid reference format: must be lowercase\"}\n");
        });
        assertThatIOException()
                .isThrownBy(() -> engine.find("kgb-broker"))
                .withMessage("invalid reference format: must be lowercase");
    }

    @Test
    void anImagesIdIsTheHashOfItsContent() {
        docker.answer("inspectImageCmd", command -> new InspectImageResponse().withId("sha256:0123"));
        assertThat(engine.id(IMAGE)).isEqualTo("sha256:0123");
    }

    @Test
    void aPullTellsWhatGoesOnAndUnderWhichNameTheImageIsHereNow() throws IOException {
        docker.answer("inspectImageCmd", command -> new InspectImageResponse());
        pulling(callback -> {
            callback.onNext(item("{'status':'Pulling from library/kgb-broker'}"));
            callback.onNext(item("{'id':'0123','progressDetail':{}}"));
            callback.onNext(item("{'status':'Download complete'}"));
            callback.onComplete();
        });
        List<String> said = new ArrayList<>();
        assertThat(engine.pull(IMAGE, said::add)).endsWith(IMAGE);
        assertThat(said)
                .containsExactly(
                        "pulling " + IMAGE + ": Pulling from library/kgb-broker",
                        "pulling " + IMAGE + ": Download complete");
        FakeDocker.Command pull = docker.sent("pullImageCmd").get(0);
        assertThat(pull.arguments().get(0).toString()).endsWith("kgb-broker");
        assertThat(pull.setting("withTag")).isEqualTo("1");
    }

    @Test
    void aPullMayTakeLongerThanASecond() {
        pulling(callback -> new Thread(() -> {
                    callback.onNext(item("{'status':'Downloading'}"));
                    LockSupport.parkNanos(1_500_000_000L);
                    callback.onNext(item("{'errorDetail':{'message':'manifest unknown'}}"));
                    callback.onComplete();
                })
                .start());
        assertThatIOException().isThrownBy(() -> engine.pull(IMAGE, said -> {})).withMessage("manifest unknown");
    }

    @Test
    void aPullThatEndsWithoutTheImageFailed() {
        docker.answer("inspectImageCmd", command -> {
            throw new NotFoundException("Status 404: {\"message\":\"No such image\"}");
        });
        pulling(callback -> {
            callback.onNext(item("{'status':'Downloading'}"));
            callback.onComplete();
        });
        assertThatIOException().isThrownBy(() -> engine.pull(IMAGE, said -> {})).withMessage("the registry broke off");
    }

    @Test
    void anErrorOfTheRegistryIsOneLine() {
        pulling(callback -> {
            callback.onNext(item("{'error':'short','errorDetail':{'message':'manifest unknown:\\nmanifest unknown'}}"));
            callback.onComplete();
        });
        assertThatIOException()
                .isThrownBy(() -> engine.pull(IMAGE, said -> {}))
                .withMessage("manifest unknown: manifest unknown");
    }

    /** As older versions of Podman send it. */
    @Test
    void anErrorWithoutDetailsIsToldToo() {
        pulling(callback -> {
            callback.onNext(item("{'error':'manifest unknown'}"));
            callback.onComplete();
        });
        assertThatIOException().isThrownBy(() -> engine.pull(IMAGE, said -> {})).withMessage("manifest unknown");
    }

    @Test
    void anErrorOfTheEngineIsOneLine() {
        var error = new InternalServerErrorException("Status 500: {\"message\":\"Get \\\"https://r/v2/\\\": EOF\"}\n");
        pulling(callback -> callback.onError(error));
        assertThatIOException()
                .isThrownBy(() -> engine.pull(IMAGE, said -> {}))
                .withMessage("Get \"https://r/v2/\": EOF")
                .withCause(error);

        docker.answer("pullImageCmd", command -> {
            throw error;
        });
        assertThatIOException()
                .isThrownBy(() -> engine.pull(IMAGE, said -> {}))
                .withMessage("Get \"https://r/v2/\": EOF");
    }
}
