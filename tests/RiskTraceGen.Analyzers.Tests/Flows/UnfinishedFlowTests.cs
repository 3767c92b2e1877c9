using RiskTraceGen.Analyzers.Flows;

namespace RiskTraceGen.Analyzers.Tests;

public sealed class UnfinishedFlowTests
{
    [Theory]
    [InlineData("{|#0:tracer.StartFlow(\"X\")|};", "dropped at once")]
    [InlineData("_ = {|#0:tracer.StartFlow(\"X\")|};", "dropped at once")]
    [InlineData("RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|};", "never completed")]
    [InlineData("RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}; flow.Check(\"c\", true); suite.Traced(flow).CancelAll();", "never completed")]
    [InlineData("RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}; if (flag) flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}; if (flag) return; flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}; if (flag) throw new Exception(); flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}; switch (number) { case 1: flow.Complete(\"1\"); break; case 2: break; default: flow.Dispose(); break; }", "not completed on every path")]
    [InlineData("RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}; while (number-- > 0) { if (flag) { flow.Complete(\"A\"); break; } }", "not completed on every path")]
    [InlineData("RiskFlow flow; flow = {|#0:tracer.StartFlow(\"X\")|}; try { if (flag) return; flow.Complete(\"A\"); } catch (Exception) { }", "not completed on every path")]
    [InlineData("RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}; try { suite.Ping(); flow.Complete(\"A\"); } catch (TimeoutException) { flow.Complete(\"T\"); } catch (Exception) { }", "not completed on every path")]
    [InlineData("RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}; try { suite.Ping(); flow.Complete(\"A\"); } catch (Exception e) when (e is TimeoutException) { flow.Complete(\"T\"); } catch { }", "not completed on every path")]
    [InlineData("RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}; try { try { suite.Ping(); flow.Complete(\"A\"); } catch (TimeoutException) { flow.Complete(\"T\"); } } catch { }", "not completed on every path")]
    [InlineData("RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}; try { try { suite.Ping(); flow.Complete(\"A\"); } finally { number++; } } catch { }", "not completed on every path")]
    [InlineData("Action run = () => { RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}; if (flag) flow.Complete(\"A\"); }; run();", "not completed on every path")]
    [InlineData("var (flow, size) = ({|#0:tracer.StartFlow(\"X\")|}, 1); flow.Check(\"c\", size > 2);", "never completed")]
    [InlineData("(RiskFlow flow, _) = ({|#0:tracer.StartFlow(\"X\")|}, 1); if (flag) flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("RiskFlow flow; (number, flow) = (2, {|#0:tracer.StartFlow(\"X\")|}); if (flag) return; flow.Dispose();", "not completed on every path")]
    [InlineData("var ((flow, size), name) = (({|#0:tracer.StartFlow(\"X\")|}, 1), \"a\");", "never completed")]
    [InlineData("(_, number) = ({|#0:tracer.StartFlow(\"X\")|}, 1);", "dropped at once")]
    [InlineData("Run(); void Run() { RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}; if (flag) flow.Complete(\"A\"); }", "not completed on every path")]
    [InlineData("Keep(Run()); bool Run() { RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}; if (!flag) return flag; flow.Complete(\"A\"); return true; }", "not completed on every path")]
    [InlineData("suite.Traced({|#0:tracer.StartFlow(\"X\")|}).CancelAll();", "dropped at once")]
    [InlineData("new TracedTradingSuite(suite, {|#0:tracer.StartFlow(\"X\")|}).CancelAll();", "dropped at once")]
    [InlineData("var traced = suite.Traced({|#0:tracer.StartFlow(\"X\")|}); traced.CancelAll();", "dropped at once")]
    [InlineData("{|#0:tracer.StartFlow(\"X\")|}.Check(\"c\", flag);", "dropped at once")]
    [InlineData("Keep({|#0:tracer.StartFlow(\"X\")|}.Id);", "dropped at once")]
    [InlineData("suite.Traced({|#0:tracer.StartFlow(\"X\")|});", "dropped at once")]
    [InlineData("_ = suite.Traced({|#0:tracer.StartFlow(\"X\")|});", "dropped at once")]
    [InlineData("RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}, copy; copy = flow; copy.Check(\"c\", flag);", "never completed")]
    [InlineData("RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}; if (flow.Id != number) flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}; if (number != flow.Id) flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}; if (0 != number) flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("RiskTracer? maybe = tracer; maybe?{|#0:.StartFlow(\"X\")|};", "dropped at once")]
    [InlineData("RiskFlow flow = flag ? {|#0:tracer.StartFlow(\"X\")|} : default; flow.Check(\"c\", flag);", "never completed")]
    [InlineData("RiskFlow flow = number switch { 0 => {|#0:tracer.StartFlow(\"X\")|}, _ => default }; flow.Check(\"c\", flag);", "never completed")]
    [InlineData("RiskTracer? maybe = tracer; RiskFlow flow = maybe?{|#0:.StartFlow(\"X\")|} ?? default; flow.Check(\"c\", flag);", "never completed")]
    [InlineData("RiskTracer? maybe = tracer; RiskFlow? flow = maybe?{|#0:.StartFlow(\"X\")|}; flow?.Check(\"c\", flag);", "never completed")]
    [InlineData("if ({|#0:tracer.StartFlow(\"X\")|} is var flow) flow.Check(\"c\", flag);", "never completed")]
    [InlineData("RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}; var copy = flow; copy.Check(\"c\", flag);", "never completed")]
    [InlineData("RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}; new TracedTradingSuite(suite, flow).CancelAll();", "never completed")]
    [InlineData("RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}; flow = tracer.StartFlow(\"Y\"); flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("while (true) { RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}; if (flag) continue; flow.Complete(\"A\"); }", "not completed on every path")]
    [InlineData("RiskFlow a, b; a = b = {|#0:tracer.StartFlow(\"X\")|}; a.Check(\"c\", flag); b.Check(\"c\", flag);", "never completed")]
    [InlineData("RiskFlow b; RiskFlow a = b = {|#0:tracer.StartFlow(\"X\")|}; a.Check(\"c\", b.Id > 1);", "never completed")]
    [InlineData("RiskFlow flow; (flow = {|#0:tracer.StartFlow(\"X\")|}).Check(\"c\", flag); flow.Check(\"d\", flag);", "never completed")]
    [InlineData("RiskFlow flow; if ((flow = {|#0:tracer.StartFlow(\"X\")|}).Id > 1) flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("RiskFlow flow = default; if (flag) flow = {|#0:tracer.StartFlow(\"X\")|}; if (!flag) flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("RiskFlow flow = default; if (flag) flow = {|#0:tracer.StartFlow(\"X\")|}; flag = number > 1; if (flag) flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("RiskFlow flow = default; if (flag) { bool.TryParse(\"true\", out flag); flow = {|#0:tracer.StartFlow(\"X\")|}; } if (flag) flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("RiskFlow flow = default; if (flag) flow = {|#0:tracer.StartFlow(\"X\")|}; if (number > 1) flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("RiskFlow flow = default; if (flag) flow = {|#0:tracer.StartFlow(\"X\")|}; if (flag && number > 1) flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("RiskFlow flow = default; if (flag) flow = {|#0:tracer.StartFlow(\"X\")|}; if (number > 1) return; if (flag) flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("RiskFlow flow = default; if (number > 1) flow = {|#0:tracer.StartFlow(\"X\")|}; number++; if (number > 1) flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("RiskFlow flow = default; bool started = false; if (flag) { flow = {|#0:tracer.StartFlow(\"X\")|}; started = number > 1; } if (started) flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("RiskFlow flow = default; if (flag) flow = {|#0:tracer.StartFlow(\"X\")|}; if (flow == RiskFlow.None) flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}; { bool ok = suite.Ping() > 1; if (ok) suite.CancelAll(); } { bool ok = suite.Ping() > 2; if (!ok) flow.Complete(\"A\"); }", "not completed on every path")]
    [InlineData("RiskFlow flow = default; if (number > 1) if (flag) flow = {|#0:tracer.StartFlow(\"X\")|}; flag = number > 5; if (flag) flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("int most = 5; RiskFlow flow = default; if (number > most) flow = {|#0:tracer.StartFlow(\"X\")|}; most = 7; if (number > most) flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("RiskFlow flow = default; if (flag && number > 1) suite.Ping(); else flow = {|#0:tracer.StartFlow(\"X\")|}; if (flag) flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("RiskFlow flow = default; if (flag || number > 1) flow = {|#0:tracer.StartFlow(\"X\")|}; if (!flag) flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("RiskFlow flow = default; if (flag) { (flag, number) = (number > 1, 2); flow = {|#0:tracer.StartFlow(\"X\")|}; } if (flag) flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("RiskFlow flow = default; if (suite.Ping() > number) flow = {|#0:tracer.StartFlow(\"X\")|}; if (suite.Ping() > number) flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("RiskFlow flow = default; if (number > _limit) flow = {|#0:tracer.StartFlow(\"X\")|}; if (number > _limit) flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}; bool isFar = false; try { suite.Ping(); isFar = true; suite.Ping(); flow.Complete(\"A\"); } catch (Exception) { if (!isFar) flow.Complete(\"A\"); }", "not completed on every path")]
    [InlineData("RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}; try { suite.Ping(); } finally { number++; } if (flag) flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}; try { suite.Ping(); flow.Complete(\"A\"); } catch (TimeoutException) { }", "not completed on every path")]
    [InlineData("RiskFlow flow = {|#0:tracer.StartFlow(\"X\")|}; try { try { if (flag) return; } finally { number++; } } finally { number--; } flow.Complete(\"A\");", "not completed on every path")]
    [InlineData("RiskFlow flow; try { flow = {|#0:tracer.StartFlow(\"X\")|}; suite.Ping(); } catch (Exception) { return; } flow.Complete(\"A\");", "not completed on every path")]
    public Task Reports_a_flow_that_may_stay_open(string code, string fault)
        => Test(code).Reporting(fault).RunAsync();

    [Theory]
    [InlineData("using RiskFlow flow = tracer.StartFlow(\"X\"); if (flag) flow.Complete(\"A\");")]
    [InlineData("using (RiskFlow flow = tracer.StartFlow(\"X\")) { if (flag) return; }")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); using (flow) { if (flag) return; }")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); flow.Check(\"c\", flag); flow.Complete(\"A\");")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); if (flag) flow.Complete(\"A\"); else flow.Dispose();")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); try { if (flag) return; suite.CancelAll(); } finally { flow.Dispose(); }")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); try { try { if (flag) throw new Exception(); } finally { suite.Ping(); } } finally { flow.Complete(\"A\"); }")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); try { if (flag) throw new Exception(); flow.Complete(\"A\"); } catch { flow.Dispose(); throw; }")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); try { suite.Ping(); flow.Complete(\"A\"); } catch (TimeoutException) { flow.Complete(\"T\"); } catch (Exception) { flow.Dispose(); }")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); try { try { suite.Ping(); flow.Complete(\"A\"); } finally { number++; } } catch { flow.Dispose(); }")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); try { try { suite.Ping(); } finally { flow.Complete(\"A\"); } } catch { }")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); try { if (flag) throw new TimeoutException(); flow.Complete(\"A\"); } catch (TimeoutException) { flow.Complete(\"T\"); }")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); Finish(flow);")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); Traced(flow); void Traced(RiskFlow given) => given.Dispose();")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); var sizes = new Dictionary<RiskFlow, int>(); sizes[flow] = 1; Keep(sizes);")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); _kept = flow;")]
    [InlineData("RiskTracer? maybe = tracer; maybe?.StartFlow(\"X\").Complete(\"A\"); (maybe?.StartFlow(\"Y\"))!.Value.Complete(\"B\");")]
    [InlineData("Finish(tracer.StartFlow(\"X\"));")]
    [InlineData("tracer.StartFlow(\"X\").Complete(\"A\");")]
    [InlineData("_kept = tracer.StartFlow(\"X\");")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); Action finish = () => flow.Complete(\"A\"); finish();")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); for (; ; ) { if (flag) { flow.Complete(\"A\"); return; } }")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); var pair = (flow, 1); Keep(pair);")]
    [InlineData("var (flow, size) = (tracer.StartFlow(\"X\"), 1); flow.Check(\"c\", size > 2); flow.Complete(\"A\");")]
    [InlineData("var (flow, size) = (tracer.StartFlow(\"X\"), 1); using (flow) { if (flag) return; }")]
    [InlineData("var (flow, size) = (tracer.StartFlow(\"X\"), 1); Finish(flow);")]
    [InlineData("(_kept, number) = (tracer.StartFlow(\"X\"), 1);")]
    [InlineData("(RiskFlow, int) pair = (tracer.StartFlow(\"X\"), 1); Keep(pair);")]
    [InlineData("suite.Traced(tracer.StartFlow(\"X\")).Flow.Complete(\"A\");")]
    [InlineData("var traced = suite.Traced(tracer.StartFlow(\"X\")); traced.CancelAll(); traced.Flow.Complete(\"A\");")]
    [InlineData("Keep(suite.Traced(tracer.StartFlow(\"X\")));")]
    [InlineData("RiskFlow flow = flag ? tracer.StartFlow(\"X\") : default; flow.Complete(\"A\");")]
    [InlineData("RiskTracer? maybe = tracer; RiskFlow? flow = maybe?.StartFlow(\"X\"); flow?.Complete(\"A\");")]
    [InlineData("RiskTracer? maybe = tracer; RiskFlow? flow = maybe?.StartFlow(\"X\"); if (flow.HasValue) flow.Value.Complete(\"A\");")]
    [InlineData("RiskTracer? maybe = tracer; maybe?.StartFlow(\"X\").Dispose();")]
    [InlineData("if (tracer.StartFlow(\"X\") is var flow) flow.Dispose();")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); var copy = flow; copy.Complete(\"A\");")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); using var copy = flow;")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); flow.Complete(\"A\"); flow = tracer.StartFlow(\"Y\"); flow.Complete(\"B\");")]
    [InlineData("while (flag) { RiskFlow flow = tracer.StartFlow(\"X\"); flow.Complete(\"A\"); }")]
    [InlineData("IDisposable flow = tracer.StartFlow(\"X\"); flow.Dispose();")]
    [InlineData("new Other().StartFlow(\"X\");")]
    [InlineData("RiskFlow a, b; a = b = tracer.StartFlow(\"X\"); b.Check(\"c\", flag); a.Complete(\"A\");")]
    [InlineData("RiskFlow b; using RiskFlow a = b = tracer.StartFlow(\"X\"); b.Check(\"c\", flag);")]
    [InlineData("RiskFlow b; _kept = b = tracer.StartFlow(\"X\"); b.Check(\"c\", flag);")]
    [InlineData("RiskFlow b; Finish(b = tracer.StartFlow(\"X\")); b.Check(\"c\", flag);")]
    [InlineData("RiskFlow b; using (b = tracer.StartFlow(\"X\")) b.Check(\"c\", flag);")]
    [InlineData("RiskFlow flow; try { flow = tracer.StartFlow(\"X\"); } catch (Exception) { return; } flow.Complete(\"A\");")]
    [InlineData("RiskFlow flow = default; if (flag) flow = tracer.StartFlow(\"X\"); suite.Ping(); if (flag) flow.Complete(\"A\");")]
    [InlineData("RiskFlow flow = default; if (!flag) suite.Ping(); else flow = tracer.StartFlow(\"X\"); try { suite.Ping(); } finally { if (flag) flow.Dispose(); }")]
    [InlineData("RiskFlow flow = flag ? tracer.StartFlow(\"X\") : default; while (number-- > 0) { if (flag) flow.Check(\"c\", true); } if (flag) flow.Complete(\"A\");")]
    [InlineData("RiskFlow flow = default; if (flag && number > 1) flow = tracer.StartFlow(\"X\"); if (number > 1 && flag) flow.Complete(\"A\");")]
    [InlineData("RiskFlow flow = default; if (number > 1) flow = tracer.StartFlow(\"X\"); if (number > 1) flow.Complete(\"A\");")]
    [InlineData("RiskTracer? maybe = tracer; RiskFlow flow = default; if (maybe is not null) flow = maybe.StartFlow(\"X\"); if (maybe is not null) flow.Complete(\"A\");")]
    [InlineData("RiskFlow flow = default; bool started = false; if (number > 1) { flow = tracer.StartFlow(\"X\"); started = true; } if (started) flow.Complete(\"A\");")]
    [InlineData("RiskFlow flow = default; if (flag) flow = tracer.StartFlow(\"X\"); if (flow != RiskFlow.None) flow.Complete(\"A\");")]
    [InlineData("RiskFlow flow = default; if (flag) flow = tracer.StartFlow(\"X\"); if (flow.Id == 0) return; flow.Complete(\"A\");")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); bool ok = suite.Ping() > 1; if (ok) flow.Complete(\"A\"); suite.Ping(); if (!ok) flow.Complete(\"B\");")]
    [InlineData("RiskFlow flow = default; if (flag || number > 1) return; else flow = tracer.StartFlow(\"X\"); if (!flag) flow.Complete(\"A\");")]
    [InlineData("RiskFlow flow = default; if (flag || number > 1) return; else flow = tracer.StartFlow(\"X\"); if (!(number > 1)) flow.Complete(\"A\");")]
    [InlineData("flag = number > 3; RiskFlow flow = default; if (flag) flow = tracer.StartFlow(\"X\"); if (flag) flow.Complete(\"A\");")]
    [InlineData("RiskFlow flow = default; if (flag) flow = tracer.StartFlow(\"X\"); Keep(flag); if (flag) flow.Complete(\"A\");")]
    [InlineData("RiskFlow flow = default; if (number > Most) flow = tracer.StartFlow(\"X\"); if (number > Most) flow.Complete(\"A\");")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); if (TryFinish(flow)) suite.Ping();")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); try { try { suite.Ping(); flow.Complete(\"A\"); } catch { flow.Complete(\"A\"); } } catch (Exception) { }")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); try { try { suite.Ping(); flow.Complete(\"A\"); } catch (Exception) { flow.Complete(\"A\"); } } catch (Exception) { }")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); try { int size = flag ? number : 0; size = default; _ = this; string? text = null; text ??= \"a\"; _ = text; _ = size; flow.Complete(\"A\"); } catch (Exception) { }")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); bool isOver = false; suite.Ping(); if (!isOver) flow.Complete(\"A\");")]
    [InlineData("RiskFlow flow = tracer.StartFlow(\"X\"); Action ping = () => suite.Ping(); ping(); flow.Complete(\"A\");")] // another function has nothing to do with it
    public Task Stays_silent(string code) => Test(code).RunAsync();

    [Fact]
    public Task Knows_which_catch_takes_what_is_thrown_in_sight() => new AnalyzerTest<UnfinishedFlow>("""
        class Starter(RiskTracer tracer)
        {
            void Open(bool flag, TimeoutException late)
            {
                RiskFlow flow = [|tracer.StartFlow("X")|];
                try { try { if (flag) throw late; flow.Complete("A"); } catch (InvalidOperationException) { flow.Complete("B"); } } catch (TimeoutException) { }
            }

            void Closed(bool flag, TimeoutException late)
            {
                RiskFlow flow = tracer.StartFlow("X");
                try { try { if (flag) throw late; flow.Complete("A"); } catch (InvalidOperationException) { } } catch (TimeoutException) { flow.Complete("C"); }
            }
        }
        """).RunAsync();

    [Fact]
    public Task Reports_a_flow_of_a_function_that_returns_what_is_known() => new AnalyzerTest<UnfinishedFlow>("""
        class Starter(RiskTracer tracer)
        {
            bool Start() { RiskFlow flow = [|tracer.StartFlow("X")|]; bool isOver = false; flow.Check("c", isOver); return isOver; }
        }
        """).RunAsync();

    [Fact]
    public Task Stays_silent_where_the_flow_is_returned() => new AnalyzerTest<UnfinishedFlow>("""
        class Starter(RiskTracer tracer)
        {
            RiskFlow Start() => tracer.StartFlow("X");
            RiskFlow Begin(bool flag) { RiskFlow flow = tracer.StartFlow("X"); flow.Check("c", flag); return flow; }
        }
        """).RunAsync();

    [Fact]
    public Task Judges_broken_code_by_what_is_there() => Test("RiskFlow flow = [|tracer.StartFlow(\"X\")|]; if (flag) flow.Complete(\"A\"); tracer.StartFlow(").Broken().RunAsync();

    private static AnalyzerTest<UnfinishedFlow> Test(string code) => new($$"""
        class Other { public RiskFlow StartFlow(string type) => throw new NotSupportedException(type); }

        class Starter(RiskTracer tracer, ITradingSuite suite)
        {
            private const int Most = 5;
            private RiskFlow _kept;
            private int _limit;
            bool TryFinish(RiskFlow flow) { flow.Complete("done"); return _limit++ > Most; }
            void Finish(RiskFlow flow) => flow.Complete("done");
            void Keep(object value) => _kept.Dispose();

            void Use(bool flag, int number)
            {
                {{code}}
            }
        }
        """);
}
