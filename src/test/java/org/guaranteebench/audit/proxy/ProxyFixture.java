package org.guaranteebench.audit.proxy;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A broker and a proxy before it, new for each test. */
abstract class ProxyFixture {
    final String name;
    FakeBroker broker;
    KafkaProxy proxy;

    /** @param name the proxy's */
    ProxyFixture(String name) {
        this.name = name;
    }

    @BeforeEach
    void start() throws IOException {
        broker = new FakeBroker();
        proxy = KafkaProxy.listen(name);
        proxy.forwardTo("127.0.0.1", broker.port());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        broker.close();
    }
}
