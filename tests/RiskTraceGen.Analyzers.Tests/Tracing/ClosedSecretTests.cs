using RiskTraceGen.Analyzers.Tracing;

namespace RiskTraceGen.Analyzers.Tests;

/// <summary>RTG0104 of generic brokers and rules, which hold secrets only where something stands in the place of their type parameters.</summary>
public sealed class ClosedSecretTests
{
    [Theory]
    [InlineData("class Logins : IRepo<Login, Session> { public Session Save(Login entity) => new(\"\"); [BrokerCall(\"x\")] public void X() { } }")]
    [InlineData("interface ILogins : IRepo<Login, Session> { [BrokerCall(\"x\")] void X(); }")]
    [InlineData("[assembly: BrokerCall(typeof(ILogins), \"X\")] interface ILogins : IRepo<Login, Session> { void X(); }")]
    [InlineData("interface ILogins : IMany<Task<Session>> { [BrokerCall(\"x\")] void X(); } interface IMany<T> : IRepo<Login[], T>;")]
    public Task Reports_members_of_types_that_a_broker_is_closed_with(string broker)
        => Test(broker + " public sealed record Login(string User, string [|Otp|]); public sealed record Session([property: System.ComponentModel.Browsable(false)] string [|Jwt|]);").RunAsync();

    [Theory]
    [InlineData("interface [|ILogins|] : IRepo<(string User, string Otp), int> { [BrokerCall(\"x\")] void X(); }")]
    [InlineData("interface [|ILogins|] : IRepo<int, (string User, string Otp)> { [BrokerCall(\"x\")] void X(); }")]
    [InlineData("interface [|ILogins|] : IRepo<int, Task<(string User, string Otp)>> { [BrokerCall(\"x\")] void X(); }")]
    [InlineData("interface [|ILogins|] : IRepo<Box<(string User, string Otp)>, int> { [BrokerCall(\"x\")] void X(); }")]
    [InlineData("[assembly: BrokerCall(typeof(ILogins), \"X\")] interface [|ILogins|] : IRepo<(string User, string Otp), int> { void X(); }")]
    [InlineData("class [|Logins|] : Desk<Box<(string User, string Otp)>> { [BrokerCall(\"x\")] public void X() { } }")]
    [InlineData("class Logins : IRepo<(string User, string Otp), int> { public int Save((string User, string Otp) [|login|]) => 0; [BrokerCall(\"x\")] public void X() { } }")]
    [InlineData("class Logins : IRepo<int, (string User, string Otp)> { public (string User, string Otp) [|Save|](int entity) => default; [BrokerCall(\"x\")] public void X() { } }")]
    [InlineData("interface [|ILogins|] : IStore<(string User, string Otp)> { [BrokerCall(\"x\")] void X(); } interface IStore<T> { [BrokerCall(\"a\", Fallback = nameof(Instead))] void Save([Sensitive(false)] T entity); void Instead(T entity); }")]
    [InlineData("class Logins : IRepo<(string User, string Otp), int>, IRepo<int, int> { public int Save((string User, string Otp) [|login|]) => 0; public int Save(int size) => 0; }")] // has a wrapper for both
    [InlineData("interface [|ILogins|] : IRepo<(string User, string Otp), int>, IOther { } interface IOther { [BrokerCall(\"y\")] void Y(); }")]
    [InlineData("[assembly: BrokerCall(typeof(IOther), \"Y\")] interface [|ILogins|] : IRepo<(string User, string Otp), int>, IOther { } interface IOther { void Y(); }")]
    [InlineData("static class Outer { internal interface [|ILogins|] : IOther, IRepo<(string User, string Otp), int>; } interface IOther { [BrokerCall(\"y\")] void Y(); }")]
    [InlineData("interface [|ILogins|] : Far.IRepo<(string User, string Otp)> { [BrokerCall(\"x\")] void X(); }")]
    [InlineData("[assembly: [|BrokerCall(typeof(Far.ILogins), \"X\")|]] [assembly: BrokerCall(typeof(Far.ILogins), \"Y\")]")]
    [InlineData("[assembly: [|BrokerCall(typeof(Far.ITuples), \"X\")|]]")]
    [InlineData("[assembly: BrokerCall(typeof(Far.ISizes), \"X\")]")]
    [InlineData("[assembly: BrokerCall(typeof(Far.IOldPins), \"X\")]")] // said there
    public Task Reports_what_a_broker_is_closed_with(string broker) => Test(broker).RunAsync();

    // What nobody is told of says nothing.
    [Theory]
    [InlineData("class Desk : IDesk, IPlain { public void Send(string [|otp|]) { } [BrokerCall(\"x\")] public void X() { } } interface IPlain { void Send(string otp); }")]
    [InlineData("class Desk : IDesk, Far.IPlain { public void Send(string [|otp|]) { } [BrokerCall(\"x\")] public void X() { } }")]
    [InlineData("class Desk : IDesk, IPlain { public void Send(string [|otp|]) { } [BrokerCall(\"x\")] public void X() { } } interface IPlain { [BrokerCall(\"\")] void Send(string otp); }")] // refused
    [InlineData("class [|Logins|] : IRepo<Box<(string User, string Otp)>, int> { int IRepo<Box<(string User, string Otp)>, int>.Save(Box<(string User, string Otp)> box) => 0; [BrokerCall(\"x\")] public void X() { } }")]
    [InlineData("class [|Logins|] : IRepo<(string User, string Otp), int> { int IRepo<(string User, string Otp), int>.Save((string User, string Otp) login) => 0; [BrokerCall(\"x\")] public void X() { } }")]
    [InlineData("class [|Logins|] : IRepo<int, (string User, string Otp)> { (string User, string Otp) IRepo<int, (string User, string Otp)>.Save(int size) => default; [BrokerCall(\"x\")] public void X() { } }")]
    public Task Reports_what_is_said_only_where_nothing_is_recorded(string broker) => Test(broker + " interface IDesk { [BrokerCall(\"s\")] void Send(string value); }").RunAsync();

    // What is a call there is said there.
    [Theory]
    [InlineData("class Desk : IDesk { public void Send(string otp) { } [BrokerCall(\"x\")] public void X() { } } interface IDesk { [BrokerCall(\"s\")] void Send(string [|pin|]); }")]
    [InlineData("[assembly: BrokerCall(typeof(IDesk), \"Send\")] class Desk : IDesk { public void Send(string otp) { } [BrokerCall(\"x\")] public void X() { } } interface IDesk { void Send(string [|pin|]); }")]
    [InlineData("interface ISub : Far.IPins { [BrokerCall(\"x\")] void X(); }")]
    [InlineData("interface ISub : IDesk { [BrokerCall(\"x\")] void X(); } interface IDesk { [BrokerCall(\"s\")] void Send(string [|pin|]); }")]
    [InlineData("class Desk : Far.IPins { public void Send(string otp) { } [BrokerCall(\"x\")] public void X() { } }")]
    [InlineData("class Desk : IDesk { public virtual void Send(string [|otp|]) { } [BrokerCall(\"x\")] public void X() { } } class Sub : Desk { public override void Send(string otp) { } [BrokerCall(\"y\")] public void Y() { } } interface IDesk { [BrokerCall(\"s\")] void Send(string value); }")]
    [InlineData("class Logins : IRepo<int, (string User, string Otp)> { public virtual (string User, string Otp) [|Save|](int entity) => default; [BrokerCall(\"x\")] public void X() { } } class Sub : Logins { public override (string User, string Otp) Save(int entity) => default; [BrokerCall(\"y\")] public void Y() { } }")]
    [InlineData("interface [|IMid|] : IRepo<(string User, string Otp), int> { [BrokerCall(\"x\")] void X(); } interface ISub : IMid { [BrokerCall(\"y\")] void Y(); }")]
    [InlineData("interface [|IMid|] : IRepo<int, (string User, string Otp)> { [BrokerCall(\"x\")] void X(); } interface ISub : IMid { [BrokerCall(\"y\")] void Y(); } interface ILast : ISub { [BrokerCall(\"z\")] void Z(); }")]
    [InlineData("interface IMid<T> : IRepo<T, int> { [BrokerCall(\"x\")] void X(); } interface [|ISub|] : IMid<(string User, string Otp)> { [BrokerCall(\"y\")] void Y(); } interface IOther : IMid<int> { [BrokerCall(\"y\")] void Y(); }")]
    [InlineData("interface IMid : IRepo<(string User, string Otp), int>; interface [|ISub|] : IMid { [BrokerCall(\"y\")] void Y(); }")] // the first has no wrapper
    [InlineData("[assembly: [|BrokerCall(typeof(Far.ILogins), \"X\")|]] interface ISub : Far.ILogins { [BrokerCall(\"z\")] void Z(); }")]
    [InlineData("interface [|ILogins|] : IStore<(string User, string Otp)>, IOther { interface INested : IStore<(string User, string Otp)>, IOther; } interface IOther { [BrokerCall(\"y\")] void Y(); } interface IStore<T> { [BrokerCall(\"a\", Fallback = nameof(Instead))] void Save([Sensitive(false)] T entity); void Instead(T entity); }")] // the outer type comes first
    [InlineData("interface IDesk : IOpen<string> { [BrokerCall(\"x\")] void X(); } interface IOpen<T> { [BrokerCall(\"a\", Fallback = nameof(Instead))] void Open([Sensitive(false)] T value); void Instead(T [|otp|]); }")]
    [InlineData("[assembly: BrokerCall(typeof(IDesk), \"Open\")] class Desk : IDesk { public void Open(string otp) { } [BrokerCall(\"x\")] public void X() { } } interface IDesk : IOpen<string>; interface IOpen<T> { void Open(T [|otp|]); }")]
    public Task Says_once_what_several_calls_have(string broker) => Test(broker).RunAsync();

    [Theory]
    [InlineData("interface ILogins : IRepo<(string User, string Otp), int>;")] // has no wrapper of its own: that of any entity records the name of its type
    [InlineData("interface ILogins : IRepo<(string User, string Otp), int>, IOther; interface IOther { void Y(); }")] // one broker only
    [InlineData("interface ILogins : IBoth<(string User, string Otp)>; interface IBoth<T> : IRepo<T, int>, IOther; interface IOther { [BrokerCall(\"y\")] void Y(); }")] // both have their wrapper already
    [InlineData("struct Logins : IRepo<(string User, string Otp), int> { public int Save((string User, string Otp) login) => 0; [BrokerCall(\"x\")] public void X() { } }")] // no broker: RTG0105
    [InlineData("interface ILogins : IRepo<(string User, int Otp), Session> { [BrokerCall(\"x\")] void X(); } public sealed record Session(int Pin);")]
    [InlineData("interface ILogins : IHidden<(string User, string Otp)> { [BrokerCall(\"x\")] void X(); } interface IHidden<T> { [BrokerCall(\"a\")] [return: Sensitive] T Save([Sensitive] T entity); }")]
    [InlineData("interface ILogins : IHidden<Login> { [BrokerCall(\"x\")] void X(); } interface IHidden<T> { [BrokerCall(\"a\")] [return: Sensitive] T Save([Sensitive] T entity); } public sealed record Login(string Otp);")]
    [InlineData("interface ILogins : IPins<string> { [BrokerCall(\"x\")] void X(); } interface IPins<T> { [BrokerCall(\"a\")] void Save(T [|pin|]); }")] // said where it is declared
    [InlineData("interface ILogins : IPins<string> { [BrokerCall(\"x\")] void X(); } interface IPins<T> { [BrokerCall(\"a\")] T [|GetPin|](); }")]
    [InlineData("class Logins : IPins { public void Save(string pin) { } [BrokerCall(\"x\")] public void X() { } } interface IPins { [BrokerCall(\"a\")] void Save(string [|pin|]); }")]
    [InlineData("interface ILogins : IOther<(string User, string Otp)> { [BrokerCall(\"x\")] void X(); } interface IOther<T> { void Save(T entity); }")] // no call
    public Task Says_nothing_twice_and_nothing_of_what_is_not_recorded(string broker) => Test(broker).RunAsync();

    [Theory]
    [InlineData("[RiskRule(\"r\")] class [|Rule|] : RuleBase<(string User, string Otp)>;")]
    [InlineData("[RiskRule(\"r\")] class [|Rule|] : RuleBase<Box<(string User, string Otp)>>;")]
    [InlineData("[RiskRule(\"r\")] class [|Rule|] : Middle<(string User, string Otp)>; abstract class Middle<T> : RuleBase<T>;")]
    [InlineData("[RiskRule(\"r\")] class Rule : LoginBase; [RiskRule(\"o\")] class Other : LoginBase; abstract class [|LoginBase|] : RuleBase<(string User, string Otp)>;")]
    [InlineData("[RiskRule(\"r\")] class [|Rule|] : Far.RuleBase<(string User, string Otp)>;")]
    [InlineData("[RiskRule(\"r\")] class [|Rule|] : Far.LoginBase;")]
    [InlineData("[RiskRule(\"r\")] class Rule : RuleBase<Login>; public sealed record Login(string [|Otp|]);")]
    [InlineData("[RiskRule(\"a\")] class Rule : LoginBase; [RiskRule(\"b\")] class Other : LoginBase; abstract class LoginBase { public RuleResult Check([|(string User, string Otp)|] login) => RuleResult.Pass; }")]
    [InlineData("class Rule : RuleBase<(string User, string Otp)>;")] // no rule
    [InlineData("[RiskRule(\"r\")] class Rule : RuleBase<(string User, int Otp)>;")]
    [InlineData("[RiskRule(\"r\")] class Rule : HiddenBase<(string User, string Otp)> { public RuleResult Check(int size) => RuleResult.Pass; } abstract class HiddenBase<T> { protected RuleResult Evaluate(T e) => RuleResult.Pass; }")] // no evaluation
    public Task Reports_what_an_inherited_evaluation_takes(string rule) => Test(rule).RunAsync();

    private static AnalyzerTest<TracedSecret> Test(string code) => new AnalyzerTest<TracedSecret>(code, """
        interface IRepo<T, TResult> { [BrokerCall("save")] TResult Save(T entity); }
        abstract class Desk<T> { [BrokerCall("save")] public void Save(T entity) { } }
        abstract class RuleBase<T> { public RuleResult Evaluate(T e) => RuleResult.Pass; }
        record Box<T>(T Value);
        """).References(OtherAssembly.Make("Far", """
        namespace Far
        {
            public interface IRepo<T> { [RiskTraceGen.BrokerCall("save")] void Save(T entity); }
            public interface ILogins : IRepo<Login> { void X(); void Y(); }
            public interface ITuples : IRepo<(string User, string Otp)> { void X(); void X(int size); }
            public interface ISizes : IRepo<(string User, int Otp)> { void X(); }
            public interface IOldPins : IPins { void X(); }
            public sealed record Login(string User, string Otp);
            public interface IPlain { void Send(string otp); }
            public interface IPins { [RiskTraceGen.BrokerCall("send")] void Send(string pin); }
            public abstract class RuleBase<T> { public RiskTraceGen.RuleResult Evaluate(T e) => RiskTraceGen.RuleResult.Pass; }
            public abstract class LoginBase { public RiskTraceGen.RuleResult Evaluate((string User, string Otp) e) => RiskTraceGen.RuleResult.Pass; }
        }
        """));
}
