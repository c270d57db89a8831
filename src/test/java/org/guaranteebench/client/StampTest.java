package org.guaranteebench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StampTest {
    @Test
    void whatWasWrittenIsRead() {
        byte[] value = new byte[Stamp.BYTES];
        Stamp.write(value, -5_000_000_000L, 3, 2_000_000_000L);
        assertThat(Stamp.read(value)).isEqualTo(new Stamp(-5_000_000_000L, 3, 2_000_000_000));
    }

    @Test
    void theRestOfTheValueStays() {
        byte[] value = new byte[Stamp.BYTES + 4];
        Arrays.fill(value, (byte) 7);
        Stamp.write(value, 1, 2, 3);
        assertThat(Arrays.copyOfRange(value, Stamp.BYTES, value.length)).containsOnly(7);
    }

    @Test
    void aNumberThatDoesNotFitIsRefused() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Stamp.write(new byte[Stamp.BYTES], 0, 0, 1L << 31));
    }
}
