package org.guaranteebench.audit.scenario.producing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.message.ProduceResponseData.TopicProduceResponse;
import org.apache.kafka.common.message.ProduceResponseData.TopicProduceResponseCollection;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.guaranteebench.audit.verify.RawProduceResponses;
import org.junit.jupiter.api.Test;

/** In every version that brokers speak, and as the verification reads it without Kafka's code. */
class ProduceAnswerTest {
    private static final int CORRELATION = 1234;

    private static String response(short version, Errors error) {
        TopicProduceResponse topic = new TopicProduceResponse()
                .setPartitionResponses(List.of(new PartitionProduceResponse()
                        .setIndex(0)
                        .setErrorCode(error.code())
                        .setBaseOffset(17)));
        if (version < 13) {
            topic.setName("kgb-topic");
        }
        TopicProduceResponseCollection topics = new TopicProduceResponseCollection();
        topics.add(topic);
        return bytes(
                        new ResponseHeaderData().setCorrelationId(CORRELATION),
                        ApiKeys.PRODUCE.responseHeaderVersion(version))
                + bytes(new ProduceResponseData().setResponses(topics), version);
    }

    private static String bytes(Message message, short version) {
        ObjectSerializationCache cache = new ObjectSerializationCache();
        ByteBuffer buffer = ByteBuffer.allocate(message.size(cache, version));
        message.write(new ByteBufferAccessor(buffer), cache, version);
        return HexFormat.of().formatHex(buffer.array());
    }

    @Test
    void whatABrokerAnswersIsReadTwiceAndIsTheSame() {
        for (short version = ApiKeys.PRODUCE.oldestVersion(); version <= ApiKeys.PRODUCE.latestVersion(); version++) {
            for (Errors error : List.of(Errors.NONE, Errors.NOT_ENOUGH_REPLICAS, Errors.NOT_LEADER_OR_FOLLOWER)) {
                String response = response(version, error);
                assertThat(ProduceAnswer.error(response, version))
                        .as("version %d", version)
                        .isEqualTo(error.code());
                assertThat(RawProduceResponses.errorOf(response, version)).isEqualTo(error.code());
                assertThat(RawProduceResponses.correlationOf(response, version)).isEqualTo(CORRELATION);
            }
        }
    }

    @Test
    void whatIsNoResponseSaysNothingOfAnAppend() {
        for (String text : List.of("", "00000004", "00000004ff", "nothing")) {
            assertThat(ProduceAnswer.error(text, (short) 9)).isNotEqualTo(ProduceAnswer.APPENDED);
            assertThat(RawProduceResponses.errorOf(text, (short) 9)).isNotZero();
        }
    }
}
