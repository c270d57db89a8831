package org.guaranteebench;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** For tests in whose own JVM is what starts brokers and clients: these map the {@link SharedClasses}. */
public final class MappedChildren implements BeforeAllCallback, AfterAllCallback {
    private SharedClasses.OfChildren mapped;

    @Override
    public void beforeAll(ExtensionContext context) {
        mapped = SharedClasses.ofChildren();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        mapped.close();
    }
}
