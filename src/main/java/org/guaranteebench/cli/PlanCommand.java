package org.guaranteebench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.guaranteebench.grid.Combination;
import org.guaranteebench.grid.Grid;
import org.guaranteebench.grid.Isolation;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.run.Benchmarks;
import org.guaranteebench.run.JmhOptions;
import org.guaranteebench.run.OpenRates;
import org.guaranteebench.run.Plan;
import org.guaranteebench.run.RunPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code plan}: what {@code run} would do with the same arguments. Starts nothing. */
@Command(
        name = "plan",
        description = "Show what run would do: every combination with its fate, trials, time, bytes. Starts nothing.",
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RunArguments arguments;

    @Override
    public Integer call() throws IOException {
        JmhOptions.requireProfilers(arguments.jmh());
        RunPlan plan = RunPlan.of(arguments.request(List.of(), false));
        plan.request().store().check();
        PrintWriter out = spec.commandLine().getOut();
        if (plan.request().plan() == Plan.PRODUCT) {
            ProductText.print(out, plan, wholeGrid(plan));
        } else {
            PlanText.printCombinations(out, plan, wholeGrid(plan));
        }
        PlanText.print(out, plan);
        out.flush();
        return 0;
    }

    /** The product of the values asked for, over all values of those that were not. */
    private static List<Combination> wholeGrid(RunPlan plan) {
        Map<String, List<String>> values =
                new LinkedHashMap<>(OpenRates.withoutOpen(plan.request().parameters()));
        List<String> isolations = new ArrayList<>();
        for (Isolation isolation : Isolation.values()) {
            isolations.add(isolation.toString());
        }
        values.putIfAbsent(Parameter.ISOLATION.field(), isolations);
        List<Combination> all = new ArrayList<>();
        for (Benchmarks.Entry benchmark : plan.benchmarks()) {
            all.addAll(Grid.expand(plan.request().plan().subject(benchmark.subject()), values, false));
        }
        return all;
    }
}
