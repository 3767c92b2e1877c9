using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace RiskTraceGen.Generator.Tests.Typing;

/// <summary>
/// What exists twice, as after copy and paste: a whole file of which each type has a twin, and declarations that have little but their names in common. None of it compiles, and all of
/// it stands in an editor every day: neither the generator nor an analyzer nor a fix throws, and what is generated for other files stays as it is.
/// </summary>
public sealed class TwinTests
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using RiskTraceGen;\n";

    public static TheoryData<string> Names { get; } = [.. TypedSources.All.Select(source => source.Name)];

    public static TheoryData<string, string> NamesAndKinds { get; } =
        [.. from source in TypedSources.All from kind in new[] { "class", "struct", "interface", "record", "enum", "static class", "ref struct" } select (source.Name, kind)];

    [Theory, MemberData(nameof(Names))]
    public Task ACopiedFileIsBorne(string name) => AreBorneAsync(Text(name), Text(name));

    [Theory, MemberData(nameof(NamesAndKinds))]
    public Task ACopyOfAnotherKindIsBorne(string name, string kind)
        => AreBorneAsync(Text(name), Regex.Replace(Text(name), @"\b(class|record struct|struct|interface|record|enum)\b(?= \w+)", kind));

    [Theory]
    [InlineData("[HookEvent(\"due\")] public record Due(int Amount);", "[HookEvent(\"due\"), TraceFormat] public struct Due { public int Size { get; set; } }")]
    [InlineData("[HookEvent(\"due\")] public record Due(int Amount, string Id);", "[HookEvent(\"due\")] public record Due(Due Amount);")]
    [InlineData("[HookEvent(\"due\")] public record Due(int Amount, Side Side); public struct Side { public int Size { get; set; } }", "public enum Side { Buy }  [HookEvent(\"late\")] public record Late(int Amount, Side Side);")]
    [InlineData("public interface IDesk { [BrokerCall(\"send\")] void Send(int size); }", "public enum IDesk { Send }")]
    [InlineData("public interface IDesk { [BrokerCall(\"send\")] void Send(int size); }", "public delegate void IDesk(int size);")]
    [InlineData("public interface IDesk<T> { [BrokerCall(\"send\")] void Send(T size); }", "public interface IDesk<U> where U : class { [BrokerCall(\"send\")] void Send(U size); }")]
    [InlineData("public partial interface IDesk<T> { [BrokerCall(\"send\")] void Send(T size); }", "public partial interface IDesk { [BrokerCall(\"send\")] void Send(int size); }")]
    [InlineData("public partial class Desk { [BrokerCall(\"send\")] public virtual void Send(int size) { } }", "public partial struct Desk { [BrokerCall(\"send\")] public void Send(int size) { } }")]
    [InlineData("public interface IDesk { [BrokerCall(\"send\")] void Send(int size); [BrokerCall(\"send\")] void Send(int size); int Size { get; } string Size { get; } event Action Done; event Action Done; }", "public class Other { }")]
    [InlineData("namespace A { public interface IDesk { [BrokerCall(\"send\")] void Send(int size); } }", "namespace A { public interface IDesk { [BrokerCall(\"send\")] void Send(int size); } } namespace A.IDesk { public interface IDesk { [BrokerCall(\"send\")] void Send(int size); } }")]
    [InlineData("file interface IDesk { [BrokerCall(\"send\")] void Send(int size); }", "file interface IDesk { [BrokerCall(\"send\")] void Send(int size); }")]
    [InlineData("[RiskRule(\"size\")] file class Size { public RuleResult Check(Tick tick) => RuleResult.Pass; } public record Tick(int Price);", "[RiskRule(\"size\")] class Size { public RuleResult Check(Tick tick) => RuleResult.Pass; } file record Tick(int Price);")]
    [InlineData("[RiskRule(\"size\")] public class Size { public RuleResult Check(Tick tick) => RuleResult.Pass; } public record Tick(int Price);", "[RiskRule(\"size\")] public struct Size { public RuleResult Check(Tick tick) => RuleResult.Pass; } public enum Tick { Price }")]
    [InlineData("[RiskRule(\"size\"), RiskRule(\"size\")] public class Size { public RuleResult Check(Tick tick) => RuleResult.Pass; } public record Tick(int Price);", "[RiskRule(\"size\")] public partial class Size { }")]
    [InlineData("public class Alerts { [Hook(\"on_breach\")] public void On(BreachDetected breach) { } }", "public static class Alerts { [Hook(\"on_breach\")] public static void On(BreachDetected breach) { } [HookFailure] public static void On(HookFailure failure) { } }")]
    [InlineData("public class Alerts { [Hook(\"on_breach\")] public void On(BreachDetected breach) { } [Hook(\"on_breach\")] public void On(BreachDetected breach) { } }", "public interface Alerts { [Hook(\"on_breach\")] void On(BreachDetected breach); }")]
    [InlineData("public class Alerts { [Hook(\"on_breach\"), Hook(\"on_breach\")] public void On(BreachDetected breach) { } [HookFailure, HookFailure] public void Failed(HookFailure failure) { } }", "public class alerts { [Hook(\"on_breach\"), Hook(\"on_breach\")] public void On(BreachDetected breach) { } [HookFailure, HookFailure] public void Failed(HookFailure failure) { } }")]
    [InlineData("[assembly: BrokerCall(typeof(IThird), \"Submit\")] public interface IThird { void Submit(int size); }", "[assembly: BrokerCall(typeof(IThird<>), \"Submit\")] public class IThird { public virtual void Submit(int size) { } } public interface IThird<T> { void Submit(T size); }")]
    [InlineData("[assembly: FlowDeadline(\"STARTUP\", 5)] [assembly: FlowDeadline(\"STARTUP\", 5)]", "[assembly: FlowDeadline(\"STARTUP\", 6)] [assembly: FlowDeadline(\"startup\", 6)]")]
    [InlineData("public class TracedDesk { } public interface IDesk { [BrokerCall(\"send\")] void Send(int size); }", "public readonly struct TracedDesk { } public class TracedDesk2 { } public interface IDesk { [BrokerCall(\"send\")] void Send(int size); }")]
    [InlineData("public class DueEncoder { } [HookEvent(\"due\")] public record Due(int Amount);", "public class DueEncoder { } public class DueEncoder2 { } [HookEvent(\"due\")] public record Due(int Amount);")]
    [InlineData("namespace TradingBot { public static class RiskTracing { } public class RiskTracingModule { } } [HookEvent(\"due\")] public record Due(int Amount);", "namespace TradingBot { public static class RiskTracing { } public class RiskTracingModule { } } namespace TradingBot.RiskTracing { class X { } } class TradingBot { } namespace TradingBot_ { class RiskTracing { } }")]
    [InlineData("public class Outer<T> { public struct Leg { public int Size { get; set; } } public class Leg { public int Size { get; set; } } } [RiskRule(\"size\")] public class Size { public RuleResult Check(Outer<(int A, int B)>.Leg tick) => RuleResult.Pass; }", "class X { }")]
    [InlineData("public class Outer<T> { } [RiskRule(\"size\")] public class Size { public RuleResult Check(Outer<(int A, int B)>.Leg tick) => RuleResult.Pass; public RuleResult Check(List<Outer<(int A, int B)>.Leg> tick) => RuleResult.Pass; }", "public class Outer { } [HookEvent(\"due\")] public record Due(Outer<(int A, int B), int> Leg, List<Outer<dynamic>.Leg> Other, Nobody<dynamic> Third, Nobody<(int A, int B)>.Leg Fourth, List<(int A, int B), int> Fifth);")]
    [InlineData("[HookEvent(\"due\")] public record Due<T>(T Amount); public class Alerts { [Hook(\"due\")] public void On(Due<int> due) { } }", "[HookEvent(\"due\"), TraceFormat] public record struct Due<T>(T Amount);")]
    [InlineData("public enum Side : string { Buy = \"a\" } public interface IDesk { [BrokerCall(\"send\")] void Send(Side size); }", "public enum Side : ulong { Buy = ulong.MaxValue, Sell = -1, Buy = 3 }")]
    [InlineData("public interface IDesk { [BrokerCall(\"send\", Fallback = nameof(Flatten), Reconcile = nameof(Flatten))] Task<int> SendAsync(int size); Task<int> Flatten(int size); Task<int> Flatten(int size); }", "public interface IDesk { [BrokerCall(\"send\", Fallback = nameof(SendAsync), Reconcile = \"SendAsync\")] Task<int> SendAsync(int size); }")]
    [InlineData("public interface IDesk : IDesk { [BrokerCall(\"send\")] void Send(int size); }", "public interface IDesk : IOther { } public interface IOther : IDesk { [BrokerCall(\"send\")] void Send(int size); }")]
    [InlineData("public abstract class Desk : Desk { [BrokerCall(\"send\")] public virtual void Send(int size) { } }", "public class Desk : Other { [BrokerCall(\"send\")] public override void Send(int size) { } } public class Other : Desk { }")]
    [InlineData("public interface IA { [BrokerCall(\"a\")] void A(); } public interface IB { [BrokerCall(\"b\")] void B(); } public interface IBoth : IA, IB { }", "public interface IA { [BrokerCall(\"a\")] void A(); } public interface IB { [BrokerCall(\"b\")] void B(); } public interface IBoth : IA, IB { } public class IBoth : IA, IB { public void A() { } public void B() { } }")]
    [InlineData("public partial interface IBoth : IA { } public interface IA { [BrokerCall(\"a\")] void A(); } public interface IB { [BrokerCall(\"b\")] void B(); }", "public partial interface IBoth : IB { } public partial class IBoth : IA, IB { }")]
    [InlineData("public class Outer { public interface IDesk { [BrokerCall(\"send\")] void Send(int size); } public interface IDesk { [BrokerCall(\"send\")] void Send(int size); } }", "public struct Outer { public interface IDesk { [BrokerCall(\"send\")] void Send(int size); } }")]
    [InlineData("public record Due(int Amount, int Amount, int amount); [HookEvent(\"due\")] public record Due2(int Amount, int AMOUNT, Due Due, Due Due);", "[RiskRule(\"size\")] public class Size { public RuleResult Check(Due tick) => RuleResult.Pass; }")]
    [InlineData("class Program { static void Main() { } } [RiskRule(\"size\")] public class Size(int a, int a) { public Size(int a) : this(a, a) { } public RuleResult Check(Tick tick) => RuleResult.Pass; } public record Tick(int Price);", "class Program { static void Main() { } } [RiskRule(\"size\")] public class Size(int a) { public RuleResult Check(Tick tick) => RuleResult.Pass; }")]
    [InlineData("global using Call = RiskTraceGen.BrokerCallAttribute; public interface IDesk { [Call(\"send\")] void Send(int size); }", "global using Call = RiskTraceGen.BrokerCallAttribute; public interface IDesk { [Call(\"send\")] void Send(int size); }")]
    [InlineData("namespace RiskTraceGen; public class RiskRuleAttribute : System.Attribute { public RiskRuleAttribute(string name) { } } [RiskRule(\"size\")] public class Size { public RuleResult Check(Tick tick) => RuleResult.Pass; } public record Tick(int Price);", "namespace RiskTraceGen; public class RiskRuleAttribute : System.Attribute { } public class BrokerCallAttribute : System.Attribute { } public struct RiskFlow { } public class RuleResult { }")]
    [InlineData("public static class Extensions { public static TracedDesk Traced(this IDesk desk, RiskFlow flow) => default; public static TracedDesk Traced(this IDesk desk, RiskFlow flow) => default; } public interface IDesk { [BrokerCall(\"send\")] void Send(int size); }", "public static class Extensions { extension(IDesk desk) { public TracedDesk Traced(RiskFlow flow) => default; } extension(IDesk desk) { public TracedDesk Traced(RiskFlow flow) => default; } }")]
    [InlineData("public class Use(IDesk desk) { public void Go(RiskFlow flow, IDesk desk, IDesk desk) { desk.Send(1); void L() { } void L() { } int a = 1; int a = 2; var t = desk.SendAsync(2); var t = desk.SendAsync(3); } public void Go(RiskFlow flow, IDesk desk, IDesk desk) { desk.Send(1); flow.RaiseAsync(new Due(1)); } } [HookEvent(\"due\")] public record Due(int Amount);", "public interface IDesk { [BrokerCall(\"send\")] void Send(int size); [BrokerCall(\"send\")] Task<int> SendAsync(int size); }")]
    [InlineData("public class Use { public async Task Go(RiskFlow flow, IDesk desk) { desk.Send(1); var t = desk.SendAsync(2); var outcome = await flow.RaiseAsync(new Due(1)); flow.Raise(new Due(1)); try { } catch { } } } [HookEvent(\"due\")] public record Due(int Amount);", "public class Use { public async Task Go(RiskFlow flow, IDesk desk) { desk.Send(1); var t = desk.SendAsync(2); var outcome = await flow.RaiseAsync(new Due(1)); flow.Raise(new Due(1)); } } [HookEvent(\"due\")] public struct Due { public Due(int a) { } } public interface IDesk { [BrokerCall(\"send\")] void Send(int size); [BrokerCall(\"send\")] Task<int> SendAsync(int size); } public class IDesk { [BrokerCall(\"send\")] public virtual void Send(int size) { } [BrokerCall(\"send\")] public virtual Task<int> SendAsync(int size) => null!; }")]
    public async Task TwinsAreBorne(string one, string other)
    {
        await AreBorneAsync(Usings + one, Usings + other);
        await AreBorneAsync(Usings + other, Usings + one);
        await AreBorneAsync(Usings + one + "\n" + other);
    }

    private static string Text(string name) => TypedSources.All.Single(source => source.Name == name).Text;

    private static async Task AreBorneAsync(string text, string? copy = null)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        var project = new TypedProject("");
        project.Type(text);
        if (copy is not null)
            project.Paste(copy);
        project.CompareWithAFreshRun();
        IReadOnlyList<Diagnostic> found = await project.AnalyzeAsync(cancellationToken);
        await Fixes.ApplyAllAsync(project, found, cancellationToken);
    }
}
