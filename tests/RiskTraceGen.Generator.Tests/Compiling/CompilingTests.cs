using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RiskTraceGen.Generator.Tests;

/// <summary>Generated code compiles without a warning, whatever the consumer's settings are.</summary>
public sealed class CompilingTests
{
    public static TheoryData<LanguageVersion, NullableContextOptions> Settings
    {
        get
        {
            LanguageVersion[] languages =
                [LanguageVersion.CSharp10, LanguageVersion.CSharp11, LanguageVersion.CSharp12, LanguageVersion.CSharp13, LanguageVersion.Latest, LanguageVersion.Preview];
            var settings = new TheoryData<LanguageVersion, NullableContextOptions>
            {
                { LanguageVersion.Latest, NullableContextOptions.Annotations },
                { LanguageVersion.Latest, NullableContextOptions.Warnings },
            };
            foreach (LanguageVersion language in languages)
            {
                settings.Add(language, NullableContextOptions.Disable);
                settings.Add(language, NullableContextOptions.Enable);
            }

            return settings;
        }
    }

    [Theory, MemberData(nameof(Settings))]
    public void EveryShapeCompiles(LanguageVersion language, NullableContextOptions nullable)
    {
        // The shapes say nothing about null; where nullability is checked, theirs is not.
        const string Oblivious = "#nullable disable\n";
        Consumer consumer = Consumer.Of(Oblivious + Shapes.Plain, Oblivious + Shapes.Rules, "#nullable enable\n" + Shapes.Annotated) with { Language = language, Nullable = nullable, IsChecked = true };
        IReadOnlyList<string> own = [.. consumer.Compile().GetDiagnostics(TestContext.Current.CancellationToken).Where(found => found.Severity == DiagnosticSeverity.Error).Select(found => found.GetMessage())];
        Assert.All(own, message => Assert.Contains("Traced", message));

        Generated generated = consumer.Generate();
        string[] complaints = [.. generated.Complaints.Where(complaint => complaint.Contains(".g.cs", StringComparison.Ordinal) || complaint.Contains("error", StringComparison.Ordinal))];
        Assert.True(complaints.Length == 0, string.Join(Environment.NewLine, complaints));
    }

    // In a pattern the name declares nothing.
    [Fact]
    public void AValueThatMayBeMissingMayBeCalledAsADiscard()
        => Consumer.Of("""
            using RiskTraceGen;
            public sealed record Order(int? _, decimal? __);
            public interface IDesk { [BrokerCall("place")] void Place(int? _, long? __, Order order); }
            """).Generate().WithoutComplaints();

    [Fact]
    public void WhatIsObsoleteIsToldWhereItIsSpokenOfAndNotInGeneratedCode()
    {
        Generated generated = Consumer.Of("""
            using System;
            using System.Diagnostics.CodeAnalysis;
            using RiskTraceGen;
            [Obsolete("old limits")] public sealed class Limits { }
            [Obsolete] public sealed record Tick(int Price);
            [Experimental("TEST1")] public sealed record Bar(int Close);
            [RiskRule("old"), Obsolete("use New")] public sealed class OldRule
            {
                public OldRule(Limits limits) { }
                public RuleResult Check(Tick tick, RiskFlow flow) => RuleResult.Pass;
            }
            [RiskRule("new")] public sealed class NewRule
            {
                [Obsolete("use another")] public RuleResult Check(Bar bar, RiskFlow flow) => RuleResult.Pass;
            }
            [Obsolete("use others")] public sealed class OldAlerts { [Hook("on_breach")] public void On(BreachDetected breach) { } }
            public sealed class Alerts { [Obsolete] public Alerts() { } [Hook("on_breach")] public void On(BreachDetected breach) { } [HookFailure, Obsolete("x")] public static void Failed(HookFailure failure) { } }
            """).Generate();
        Assert.DoesNotContain(generated.Complaints, complaint => complaint.Contains(".g.cs", StringComparison.Ordinal));
        Assert.Contains(generated.Files, file => file.Name.StartsWith("OldAlerts", StringComparison.Ordinal));
    }

    [Fact]
    public void AConstructorThatIsObsoleteAsAnErrorIsNotTaken()
    {
        Generated generated = Consumer.Of("""
            using System;
            using RiskTraceGen;
            public sealed record Tick(int Price);
            [RiskRule("limit")] public sealed class Limit
            {
                public Limit() { }
                [Obsolete("use the other", true)] public Limit(IFormatProvider provider) { }
                public RuleResult Check(Tick tick) => RuleResult.Pass;
            }
            """).Generate().WithoutComplaints();
        Assert.DoesNotContain(generated.Files, file => file.Text.Contains("IFormatProvider", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIsObsoleteAsAnErrorIsNotUsed()
    {
        Generated generated = Consumer.Of("""
            using System;
            using System.Collections.Generic;
            using System.Threading.Tasks;
            using RiskTraceGen;
            [Obsolete("gone", true)] public sealed record Gone(int Price);
            [Obsolete("gone", true)] public enum GoneSide { Buy }
            [Obsolete] public sealed record Holder(Gone Gone, GoneSide? Side, List<Gone> More);
            public sealed record Tick(int Price);
            [RiskRule("gone"), Obsolete("gone", true)] public sealed class GoneRule { public RuleResult Check(Tick tick) => RuleResult.Pass; }
            [RiskRule("tick"), Obsolete] public sealed class TickRule
            {
                [Obsolete("gone", true)] public RuleResult Check(Tick tick) => RuleResult.Pass;
                public RuleResult Check(Gone gone) => RuleResult.Pass;
                public RuleResult Check(Holder holder) => RuleResult.Pass;
                public RuleResult Check(string text, TracedGoneDesk desk) => RuleResult.Pass;
            }
            [HookEvent("gone"), Obsolete("gone", true)] public sealed record GoneCall(int Size);
            [FlowDeadline(3), Obsolete("gone", true)] public sealed record GoneEvent(int Size);
            [Obsolete("gone", true)] public sealed class GoneAlerts { [Hook("on_breach")] public static void On(BreachDetected breach) { } }
            [Obsolete] public sealed class Alerts
            {
                [Hook("gone")] public void Called(GoneCall call) { }
                [Hook("on_breach"), Obsolete("gone", true)] public void On(BreachDetected breach) { }
                [HookFailure] public void Failed(HookFailure failure) { }
            }
            [Obsolete("gone", true)] public static class GoneVenue { public interface INestedDesk { [BrokerCall("nested")] int Send(); } }
            [Obsolete("gone", true)] public interface IGoneDesk { [BrokerCall("gone")] Gone Send(Gone gone, List<GoneSide> sides); }
            public interface IDesk
            {
                [BrokerCall("a"), Obsolete] Gone A(Gone gone, List<Gone> more, GoneSide side = GoneSide.Buy);
                [BrokerCall("b", Retries = 1), Obsolete("b")] Task<List<Gone?>> B(Gone gone, GoneSide? side);
                [BrokerCall("c")] int C(int size);
                [Obsolete] Gone Passed { get; set; }
            }
            """).Generate();
        string[] complaints = [.. generated.Complaints.Where(complaint => complaint.Contains(".g.cs", StringComparison.Ordinal) || complaint.Contains("error", StringComparison.Ordinal))];
        Assert.True(complaints.Length == 0, string.Join(Environment.NewLine, complaints));
        Assert.Contains("C = TracePoint.BrokerCall(\"c\"", generated["IDesk.Traced.g.cs"]);
    }

    [Fact]
    public void ADefaultIsNoMemberThatIsObsolete()
    {
        Generated generated = Consumer.Of("""
            using System;
            using RiskTraceGen;
            public enum Side { [Obsolete] Old = 1, New = 1, [Obsolete("gone", true)] Gone = 2 }
            public interface IDesk { [BrokerCall("send")] int Send(Side side = Side.New, Side other = (Side)2); }
            """).Generate().WithoutComplaints();
        Assert.Contains("Side side = Side.New, Side other = (Side)2", generated["IDesk.Traced.g.cs"]);
    }

    [Theory]
    [InlineData("\\u2028")]
    [InlineData("\\u2029")]
    [InlineData("\\u0085")]
    [InlineData("\\v")]
    [InlineData("\\f")]
    [InlineData("\\0")]
    [InlineData("\\u0001")]
    public void ACommentIsOneLineWhateverANameHolds(string letter)
    {
        Generated generated = Consumer.Of($$"""
            using RiskTraceGen;
            public sealed record Tick(int Price);
            [RiskRule("a {{letter}} b", Category = "c {{letter}} d")] public sealed class Limit { public RuleResult Check(Tick tick) => RuleResult.Pass; }
            public interface IDesk { [BrokerCall("e {{letter}} f")] int Send(); }
            """).Generate().WithoutComplaints();
        Assert.Contains("recorded as <c>e   f</c>", generated["IDesk.Traced.g.cs"]);
    }

    [Fact]
    public void EncodersOfTypesThatMakeOneWordAreDifferent()
    {
        Generated generated = Consumer.Of("""
            using RiskTraceGen;
            namespace Bot;
            public sealed record Result<T>(T Value);
            public sealed record ResultOfInt32(int Value);
            public static class Outer { public enum Side { Buy } }
            public enum OuterSide { Sell }
            public interface IDesk { [BrokerCall("send")] Result<int> Send(Outer.Side side, OuterSide other); [BrokerCall("close")] ResultOfInt32 Close(); }
            """).Generate().WithoutComplaints();
        Assert.Equal(4, generated.Files.Count(file => file.Name.EndsWith("Encoder.g.cs", StringComparison.Ordinal)));
    }

    [Fact]
    public void EncodersOfTypesWithTypeArgumentsOfOneNameAreToldApartOnlyWhereBothAreNeeded()
    {
        const string Types = """
            using RiskTraceGen;
            namespace One { public sealed record Order(int Size); }
            namespace Two { public sealed record Order(string Id); }
            namespace Bot { public sealed record Result<T>(T Value); }

            """;
        const string First = "namespace Bot { public interface IDesk { [BrokerCall(\"a\")] Result<One.Order> Send(); } }";
        const string Second = "namespace Bot { public interface IOther { [BrokerCall(\"b\")] Result<Two.Order> Send(Result<One.Order>[] orders); } }";
        Assert.Contains("struct ResultOfOrderEncoder :", Consumer.Of(Types + First).Generate().WithoutComplaints()["Bot.Result{Order}.Encoder.g.cs"]);
        Generated both = Consumer.Of(Types + First, "using RiskTraceGen; " + Second).Generate().WithoutComplaints();
        Assert.Equal(["ResultOfOrderEncoder", "ResultOfOrderEncoder2"], EncodersOf(both));
        Assert.Equal(EncodersOf(both), EncodersOf(Consumer.Of("using RiskTraceGen; " + Second, Types + First).Generate()));
        Assert.Contains("End<Result<Order>, ResultOfOrderEncoder>(", both["Bot.IDesk.Traced.g.cs"]);
        Assert.Contains("End<Result<global::Two.Order>, ResultOfOrderEncoder2>(", both["Bot.IOther.Traced.g.cs"]);

        static IEnumerable<string> EncodersOf(Generated generated)
            => generated.Files.Where(file => file.Name.Contains("Result{Order}.Encoder", StringComparison.Ordinal)).Select(file => file.Text.Split("struct ")[1].Split(' ')[0]).Order();
    }

    [Fact]
    public void TheEncoderOfAReferenceIsUsedForItsOwnTypeOnly()
    {
        const string Opened = "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Bot\")] ";
        Generated types = (Consumer.Of("""
            namespace One { public sealed record Order(int Size); }
            namespace Two { public sealed record Order(string Id); }
            namespace Common { public sealed record Result<T>(T Value); }
            """) with { AssemblyName = "Common" }).Generate();
        MetadataReference common = types.Emit();
        Generated first = Project("First", Opened + "namespace First { public interface IDesk { [RiskTraceGen.BrokerCall(\"a\")] Common.Result<One.Order> Send(); } }", common);
        Generated second = Project("Second", Opened + "namespace Second { public interface IDesk { [RiskTraceGen.BrokerCall(\"b\")] Common.Result<One.Order> Send(); } }", common);
        const string Both = "namespace Bot { public interface IDesk { [RiskTraceGen.BrokerCall(\"c\")] Common.Result<Two.Order> Send(Common.Result<One.Order> order); } }";

        string[] beside = EncoderFiles(Project("Bot", Both, common, first.Emit()));
        Assert.Contains("struct ResultOfOrderEncoder2 :", Assert.Single(beside));

        // Nobody can say the name of either of two.
        Assert.Equal(2, EncoderFiles(Project("Bot", Both, common, first.Emit(), second.Emit())).Length);

        static Generated Project(string name, string source, params MetadataReference[] references)
            => (Consumer.Of(source) with { AssemblyName = name, References = references }).Generate().WithoutComplaints();

        static string[] EncoderFiles(Generated generated) => [.. generated.Files.Where(file => file.Name.Contains("Result{Order}.Encoder", StringComparison.Ordinal)).Select(file => file.Text)];
    }

    [Fact]
    public void HandlersThatMakeOneWordAreDifferent()
        => Consumer.Of("""
            using RiskTraceGen;
            namespace Bot;
            public sealed class Alerts { [Hook("on_breach")] public void OnBreach(BreachDetected breach) { } }
            public sealed class AlertsOn { [Hook("on_breach")] public void Breach(BreachDetected breach) { } }
            public static class Outer { public sealed class Alerts { [HookFailure] public void Failed(HookFailure failure) { } } }
            public sealed class OuterAlerts { [HookFailure] public void Failed(HookFailure failure) { } }
            """).Generate().WithoutComplaints();

    [Fact]
    public void AnEncoderSpeaksOfObjectWhereItsTypeIsDynamic()
    {
        Generated generated = Consumer.Of("""
            using System.Collections.Generic;
            using System.Threading.Tasks;
            using RiskTraceGen;
            public sealed record Gd<T>(T V, bool Success);
            public struct Holder<T> { public struct Inner { public T Value; public dynamic Other; } }
            public interface IDesk
            {
                [BrokerCall("a")] Gd<dynamic> A(Gd<dynamic> a, Gd<dynamic?>? b, Gd<object> c);
                [BrokerCall("b")] Task<Gd<List<dynamic>>> B(Gd<List<dynamic>> a, List<Gd<dynamic>> b, IReadOnlyList<Gd<dynamic>> c);
                [BrokerCall("c")] ValueTask<Gd<dynamic[]>> C(Gd<(dynamic Password, int Size)> a, (Gd<dynamic> One, int Two) b, Gd<Gd<dynamic>> c);
                [BrokerCall("d")] Holder<dynamic>.Inner D(Holder<dynamic>.Inner? inner);
                [BrokerCall("e")] IAsyncEnumerable<Gd<dynamic>> E();
                [BrokerCall("f")] Task<Gd<object>> F();
            }
            """).Generate().WithoutComplaints();
        Assert.Contains("IResultEncoder<Gd<object>>", generated["Gd{object}.Encoder.g.cs"]);
        Assert.Contains("writer.Redacted()", generated["Gd{(object,int)}.Encoder.g.cs"]);
    }

    [Fact]
    public void TypesMayBeCalledAsWordsThatAreKeywordsInPlaces()
    {
        string[] names = ["record", "required", "file", "extension", "scoped", "field", "partial", "where", "async", "await", "yield", "dynamic", "nint", "notnull", "unmanaged", "global", "nameof", "allows", "when", "and", "or", "not", "with", "managed", "init", "get", "set", "var", "value", "let", "add", "alias", "_"];
        Consumer consumer = Consumer.Of($$"""
            #pragma warning disable CS8981
            using System.Collections.Generic;
            using System.Threading.Tasks;
            using RiskTraceGen;
            namespace Bot;
            {{string.Concat(names.Select(name => $"public class @{name} {{ public int Size; public class @{name}Inner {{ public class @{name}s {{ public int Price; }} }} }}\n"))}}
            public static class Outer { {{string.Concat(names.Select(name => $"public enum @{name} {{ One }}\n"))}} }
            public interface IDesk
            {
            {{string.Concat(names.Select(name => $"[BrokerCall(\"{name}\")] Task<@{name}> {char.ToUpperInvariant(name[0])}{name[1..]}Async(@{name} a, List<@{name}> b, Outer.@{name} c, Outer.@{name}? d, @{name}[]? e);\n"))}}
            }
            """);
        string[] complaints = [.. consumer.Generate().Complaints.Where(complaint => !complaint.StartsWith("Source", StringComparison.Ordinal))];
        Assert.True(complaints.Length == 0, string.Join(Environment.NewLine, complaints));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OverflowChecksChangeNothing(bool isChecked)
    {
        FlowTrace flow = Assert.Single(await TracedProgram.RunAsync((Consumer.Of("""
            using System.Threading.Tasks;
            using RiskTraceGen;
            [System.Flags] public enum Big : ulong { None = 0, All = ulong.MaxValue }
            public enum Low : long { Lowest = long.MinValue }
            public interface IBroker { [BrokerCall("send")] ulong Send(Big big, Low low, ulong number, nuint native, char letter); }
            public sealed class Broker : IBroker { public ulong Send(Big big, Low low, ulong number, nuint native, char letter) => number; }
            public static class Program
            {
                public static Task RunAsync(RiskTracer tracer)
                {
                    using RiskFlow flow = tracer.StartFlow("OVERFLOW");
                    IBroker broker = new Broker();
                    broker.Traced(flow).Send(Big.All, Low.Lowest, ulong.MaxValue, nuint.MaxValue, char.MaxValue);
                    return Task.CompletedTask;
                }
            }
            """) with { IsChecked = isChecked }).Generate()));
        Assert.Equal(
            $"big: All; low: Lowest; number: {ulong.MaxValue}; native: {nuint.MaxValue}; letter: \uFFFF; result: {ulong.MaxValue}",
            string.Join("; ", Assert.Single(flow.Steps, step => step.Kind == StepKind.ApiCall).Fields));
    }

    [Fact]
    public void NumbersAreWrittenAsTheLanguageHasThemWhateverTheCultureOfTheMachineIs()
    {
        const string Source = """
            using RiskTraceGen;
            namespace Bot;
            public enum Side { Sell = -1 }
            public interface IBroker { [BrokerCall("send", Retries = 3, TimeoutMilliseconds = 1500)] void Send(int a = -1, double b = -1.5, decimal c = -1.25m, Side d = Side.Sell, Side e = (Side)(-7)); }
            public sealed class Handlers { [Hook("on_breach", Order = -10, TimeoutMilliseconds = 1500)] public void On(BreachDetected breach) { } }
            """;
        IReadOnlyList<(string, string)> expected = Consumer.Of(Source).Generate().WithoutComplaints().Files;
        CultureInfo before = CultureInfo.CurrentCulture;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = culture;
        try
        {
            Assert.Equal(expected, Consumer.Of(Source).Generate().Files);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void WhatCannotBeReadOfAnObjectIsLeftOut()
    {
        string encoder = Consumer.Of("""
            using System;
            using RiskTraceGen;
            public sealed class Order { public int Kept { get; set; } public int Hidden { private get; set; } public int Gone { [Obsolete("gone", true)] get; set; } public int Old { [Obsolete("old")] get; set; } }
            public interface IDesk { [BrokerCall("close")] void Close(Order order); }
            """).Generate().WithoutComplaints()["Order.Encoder.g.cs"];
        Assert.Contains("\"Order\", \"kept\", \"old\")", encoder);
    }

    [Fact]
    public void TypeParametersMayBeCalledAsWordsThatAreKeywordsInPlaces()
    {
        Generated generated = Consumer.Of("""
            #pragma warning disable CS8981
            using System.Collections.Generic;
            using RiskTraceGen;
            public interface IDesk<@partial> { [BrokerCall("a")] @scoped A<@scoped, @extension>(@scoped a, List<@extension> b, @partial c) where @scoped : notnull where @extension : class; @partial Held { get; } }
            """).Generate();
        Assert.DoesNotContain(generated.Complaints, complaint => complaint.Contains("error", StringComparison.Ordinal));
    }

    [Fact]
    public void AReferenceThatIsOnlyReadStaysOne()
    {
        const string Desk = "using RiskTraceGen; public interface IDesk { [BrokerCall(\"a\")] void A(ref readonly int size); }";
        Assert.Contains("void A(ref readonly int size)", Consumer.Of(Desk).Generate().WithoutComplaints()["IDesk.Traced.g.cs"]);
    }

    [Theory]
    [InlineData("Desk", "Desk_")]
    [InlineData("Bot.Desk.Inner", "Bot.Desk_.Inner")]
    public void ARootNamespaceThatIsCalledAsATypeGetsAnUnderscore(string wished, string given)
    {
        Generated generated = (Consumer.Of("""
            using RiskTraceGen;
            public sealed class Desk { [BrokerCall("a")] public void A() { } }
            namespace Bot { public sealed class Desk { } }
            """) with { RootNamespace = wished }).Generate().WithoutComplaints();
        Assert.Contains($"namespace {given};", generated[$"{given}.RiskTracing.g.cs"]);
    }

    [Theory]
    [InlineData("namespace Bot { public class RiskTracing { } }", "Bot_")]
    [InlineData("namespace Bot.RiskTracing.Deep { public class Desk { } } namespace Bot_ { public enum RiskTracing { } }", "Bot__")]
    [InlineData("namespace Bot { public class Bot_RiskTracingModule { } }", "Bot_")]
    [InlineData("namespace Bot { file class RiskTracing { } public class RiskTracing<T> { } }", "Bot")]
    public void ARootNamespaceInWhichAGeneratedNameIsTakenGetsAnUnderscore(string taking, string given)
    {
        Generated generated = (Consumer.Of("namespace Desks { public interface IDesk { [RiskTraceGen.BrokerCall(\"a\")] void A(); } }", taking) with { AssemblyName = "Bot_", RootNamespace = "Bot" }).Generate().WithoutComplaints();
        Assert.Contains($"namespace {given};", generated[$"{given}.RiskTracing.g.cs"]);
    }

    [Theory]
    [InlineData("namespace Bot.RiskTracing { public class Setup; }", "using Bot.RiskTracing; public class Uses : Setup;", "Bot_")]
    [InlineData("namespace Bot { public class RiskTracing; }", "public class Uses : Bot.RiskTracing;", "Bot_")]
    [InlineData("namespace Bot { class RiskTracing; }", "public class Uses;", "Bot")]
    public void SoDoesOneInWhichAReferenceTakesIt(string taking, string use, string given)
    {
        Generated library = (Consumer.Of(taking) with { AssemblyName = "Library" }).Generate();
        Generated generated = (Consumer.Of("namespace Desks { public interface IDesk { [RiskTraceGen.BrokerCall(\"a\")] void A(); } }", use) with { RootNamespace = "Bot", References = [library.Emit()] }).Generate().WithoutComplaints();
        Assert.Contains($"namespace {given};", generated[$"{given}.RiskTracing.g.cs"]);
    }

    [Fact]
    public void FileNamesStayShort()
    {
        string deep = string.Concat(Enumerable.Repeat("Deep.Within.", 12));
        Generated generated = Consumer.Of($$"""
            using RiskTraceGen;
            namespace {{deep}}One { public interface IBroker { [BrokerCall("a")] void Send(); } }
            namespace {{deep}}Two { public interface IBroker { [BrokerCall("b")] void Send(); } }
            """).Generate().WithoutComplaints();
        Assert.Equal(4, generated.Files.Count);
        Assert.All(generated.Files, file => Assert.True(file.Name.Length <= 120, file.Name));
    }
}
