package org.guaranteebench.audit.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
    private static final int BUFFER = 64 * 1024;

    /** At the buffer's end, over it, and several times its size. */
    private static final List<Integer> SIZES =
            List.of(8, 0, 1, 100, BUFFER - 5, BUFFER - 4, BUFFER - 3, 7, BUFFER, 3 * BUFFER + 11, 12);

    private static byte[] frame(int size) {
        byte[] bytes = new byte[4 + size];
        new Random(size).nextBytes(bytes);
        ByteBuffer.wrap(bytes).putInt(size);
        return bytes;
    }

    private static byte[] stream(List<Integer> sizes) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        sizes.forEach(size -> stream.writeBytes(frame(size)));
        return stream.toByteArray();
    }

    private static Frames frames(byte[] bytes) {
        return new Frames(new Pieces(bytes, bytes.length));
    }

    private static Frames frame(byte[] content) throws IOException {
        Frames frames = frames(ByteBuffer.allocate(4 + content.length)
                .putInt(content.length)
                .put(content)
                .array());
        assertThat(frames.next()).isTrue();
        return frames;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4_096, BUFFER, Integer.MAX_VALUE})
    void framesAreTheSameInWhateverPiecesTheyCome(int piece) throws Exception {
        Frames frames = new Frames(new Pieces(stream(SIZES), piece));
        for (int size : SIZES) {
            assertThat(frames.next()).isTrue();
            assertThat(frames.size()).isEqualTo(size);
            if (size >= 8) {
                ByteBuffer content = ByteBuffer.wrap(frame(size), 4, 8);
                assertThat(frames.peekShort()).isEqualTo(content.getShort());
                assertThat(frames.peekShort()).isEqualTo(content.getShort());
                assertThat(frames.peekInt()).isEqualTo(content.getInt());
            }
            assertThat(frames.copy().array()).isEqualTo(frame(size));
        }
        assertThat(frames.next()).isFalse();
    }

    @Test
    void skippedFramesAreGoneAndTheNextOneIsWhole() throws Exception {
        Frames frames = frames(stream(List.of(200_000, 9)));
        frames.next();
        assertThat(frames.skip()).isEqualTo(200_004);
        frames.next();
        assertThat(frames.copy().array()).isEqualTo(frame(9));
    }

    @Test
    void aLargeFrameIsHandedOnInPartsNoLargerThanTheBuffer() throws Exception {
        Frames frames = frames(stream(List.of(1_000_000)));
        frames.next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        frames.transferTo(part -> {
            assertThat(part.remaining()).isLessThanOrEqualTo(BUFFER);
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            out.writeBytes(bytes);
        });
        assertThat(out.toByteArray()).isEqualTo(frame(1_000_000));
    }

    @Test
    void numbersAndTextAreReadAsKafkaWritesThem() throws Exception {
        Frames frames = frame(new byte[] {0x7f, (byte) 0x80, 0x01, 0, 'h', (byte) 0xc3, (byte) 0xa9, 42});
        assertThat(frames.peekVarint()).isEqualTo(127);
        assertThat(frames.peekVarint()).isEqualTo(128);
        assertThat(frames.peekVarint()).isZero();
        assertThat(frames.peekString(3)).isEqualTo("h\u00e9");
        assertThatThrownBy(frames::peekShort).isInstanceOf(ProtocolException.class);
    }

    @Test
    void lengthsOfOtherProtocolsAreRefusedInOneLine() {
        for (int size : new int[] {-1, Frames.LARGEST + 1, 0x16030100}) {
            assertThatThrownBy(() ->
                            frames(ByteBuffer.allocate(4).putInt(size).array()).next())
                    .isInstanceOf(ProtocolException.class)
                    .hasMessage("a frame of " + size + " bytes: they have 0 to 104857600; only Kafka's protocol in the"
                            + " clear is understood");
        }
    }

    @Test
    void aFrontBeyondTheFrameOrTheBufferIsRefused() throws Exception {
        Frames brief = frame(new byte[3]);
        assertThatThrownBy(brief::peekInt).hasMessage("a frame of 3 bytes ends within its front");
        assertThatThrownBy(() -> brief.peekPast(-1)).isInstanceOf(ProtocolException.class);
        Frames lengthy = frame(new byte[2 * BUFFER]);
        assertThatThrownBy(() -> lengthy.peekPast(BUFFER))
                .hasMessage("the front of a frame is longer than 65536 bytes");
        Frames endless = frame(new byte[] {-1, -1, -1, -1, -1, -1});
        assertThatThrownBy(endless::peekVarint).hasMessageContaining("five bytes");
    }

    @Test
    void anEndWithinAFrameIsAnErrorAndOneBetweenFramesIsNot() throws Exception {
        assertThat(frames(new byte[0]).next()).isFalse();
        assertThatThrownBy(() -> frames(new byte[3]).next()).isInstanceOf(EOFException.class);
        Frames torn = frames(new byte[] {0, 0, 0, 9, 1, 2});
        assertThat(torn.next()).isTrue();
        assertThatThrownBy(torn::peekInt).isInstanceOf(EOFException.class);
        assertThatThrownBy(torn::skip).isInstanceOf(EOFException.class);
    }
}
