package org.guaranteebench.audit.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.journal.RunFolder;

/** Changes one thing of a twin after the other, and sees whether verification notices. Leaves all as it was. */
public final class Tampering {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int NEVER_SEEN = -7;

    private final RunFolder run;
    private final List<String> unnoticed = new ArrayList<>();

    private Tampering(RunFolder run) {
        this.run = run;
    }

    /** JSON pointers of the figures of a twin's fault that may be changed without anybody's noticing. */
    public static List<String> unnoticedFigures(RunFolder run, AuditFolder twin) throws IOException {
        Tampering tampering = new Tampering(run);
        byte[] original = Files.readAllBytes(twin.facts());
        JsonNode root = JSON.readTree(original);
        tampering.change(root, root.at("/evidence/facts"), "", twin.facts());
        Files.write(twin.facts(), original);
        return tampering.unnoticed;
    }

    /** Whether it is noticed that a file holds something else. */
    public static boolean noticed(RunFolder run, Path file, byte[] bytes) throws IOException {
        byte[] original = Files.readAllBytes(file);
        try {
            Files.write(file, bytes);
            return RunVerification.of(run).stream().anyMatch(check -> !check.agrees());
        } finally {
            Files.write(file, original);
        }
    }

    private void change(JsonNode root, JsonNode node, String pointer, Path file) throws IOException {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            for (Iterator<String> each = object.fieldNames(); each.hasNext(); ) {
                names.add(each.next());
            }
            for (String name : names) {
                JsonNode value = object.get(name);
                if (value.isValueNode()) {
                    object.set(name, other(value));
                    check(root, pointer + "/" + name, file);
                    object.set(name, value);
                } else {
                    change(root, value, pointer + "/" + name, file);
                }
            }
        } else if (node instanceof ArrayNode array && !array.isEmpty()) {
            JsonNode first = array.remove(0);
            check(root, pointer + "/0 removed", file);
            array.insert(0, first);
            for (int i = 0; i < array.size(); i++) {
                if (!array.get(i).isValueNode()) {
                    change(root, array.get(i), pointer + "/" + i, file);
                }
            }
        }
    }

    private static JsonNode other(JsonNode value) {
        if (value.isBoolean()) {
            return JSON.getNodeFactory().booleanNode(!value.booleanValue());
        }
        return value.isTextual()
                ? JSON.getNodeFactory().textNode("x")
                : JSON.getNodeFactory().numberNode(NEVER_SEEN);
    }

    private void check(JsonNode root, String pointer, Path file) throws IOException {
        Files.write(file, JSON.writeValueAsBytes(root));
        if (RunVerification.of(run).stream().allMatch(ScenarioCheck::agrees)) {
            unnoticed.add(pointer);
        }
    }
}
