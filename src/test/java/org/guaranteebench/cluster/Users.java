package org.guaranteebench.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Users of a {@link SecureCluster} and their rights. What is changed here holds at every broker on return. One thread. */
public final class Users {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SCRAM_ITERATIONS = 4096;

    private final Admin admin;
    private final BiFunction<String, String, List<Properties>> logins;
    private boolean anyGranted;

    /** @param logins from name and password to the properties with which to log in at each single broker */
    Users(Admin admin, BiFunction<String, String, List<Properties>> logins) {
        this.admin = admin;
        this.logins = logins;
    }

    /** A user who may do nothing yet, or a new password for one. */
    public void create(String user, String password) {
        SecureCluster.get(admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS), password)))
                .all());
        for (Properties login : logins.apply(user, password)) {
            long giveUp = System.nanoTime() + PATIENCE.toNanos();
            while (!accepted(login)) {
                if (System.nanoTime() > giveUp) {
                    throw new IllegalStateException(user + " is not known after " + PATIENCE);
                }
            }
        }
    }

    /** What the suite needs and no more, for names that begin with {@code prefix}. */
    public void grantAll(String user, String prefix) {
        grant(
                user,
                ResourceType.TOPIC,
                prefix,
                AclOperation.CREATE,
                AclOperation.DELETE,
                AclOperation.WRITE,
                AclOperation.READ,
                AclOperation.DESCRIBE,
                AclOperation.DESCRIBE_CONFIGS);
        grant(user, ResourceType.TRANSACTIONAL_ID, prefix, AclOperation.WRITE, AclOperation.DESCRIBE);
        grant(user, ResourceType.GROUP, prefix, AclOperation.READ, AclOperation.DESCRIBE);
    }

    public void grant(String user, ResourceType type, String prefix, AclOperation... operations) {
        change(user, new ResourcePattern(type, prefix, PatternType.PREFIXED), AclPermissionType.ALLOW, operations);
    }

    /** Whatever is granted for names that begin like {@code name}. */
    public void deny(String user, ResourceType type, String name, AclOperation... operations) {
        change(user, new ResourcePattern(type, name, PatternType.LITERAL), AclPermissionType.DENY, operations);
    }

    private void change(
            String user, ResourcePattern resource, AclPermissionType permission, AclOperation... operations) {
        anyGranted = true;
        SecureCluster.get(admin.createAcls(Stream.of(operations)
                        .map(operation -> new AclBinding(
                                resource, new AccessControlEntry("User:" + user, "*", operation, permission)))
                        .toList())
                .all());
        awaitChanges();
    }

    /** Takes away everything that was granted to anybody. */
    public void revokeAll() {
        if (!anyGranted) {
            return;
        }
        anyGranted = false;
        SecureCluster.get(admin.deleteAcls(List.of(AclBindingFilter.ANY)).all());
        awaitChanges();
    }

    /** Brokers learn of changes in order: those who know a new user know what was granted before. */
    private void awaitChanges() {
        create("witness-" + Uuid.randomUuid(), "witness");
    }

    private static boolean accepted(Properties login) {
        try (Admin client = Admin.create(login)) {
            client.describeCluster().nodes().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthenticationException) {
                return false;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
