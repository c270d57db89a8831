package org.guaranteebench.audit.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuditJvmsTest {
    private static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

    @Test
    void onlyWhoHasMuchToDoIsCompiledTwice() {
        assertThat(AuditJvms.client(10_000)).contains(FIRST_COMPILER_ONLY);
        assertThat(AuditJvms.oracle(10_000)).contains(FIRST_COMPILER_ONLY);
        assertThat(AuditJvms.client(1_000_000)).doesNotContain(FIRST_COMPILER_ONLY);
        assertThat(AuditJvms.oracle(1_000_000)).doesNotContain(FIRST_COMPILER_ONLY);
    }

    @Test
    void aSourceAndAStageTogetherStayWithinAGigabyte() {
        assertThat(AuditJvms.client(1_000_000)).contains("-Xmx448m");
        assertThat(AuditJvms.oracle(1_000_000)).contains("-Xmx400m");
    }
}
