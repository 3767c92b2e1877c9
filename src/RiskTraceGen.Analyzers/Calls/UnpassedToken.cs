using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Calls;

/// <summary>RTG0402: a broker call that leaves out its cancellation token while one is in scope.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnpassedToken() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0402";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A broker call without the cancellation token in scope",
        "'{0}' is called without the token '{1}' that is in scope: it goes on when whoever waits has given up; pass it, or 'CancellationToken.None' to say that this call must not be cancelled",
        Categories.BrokerCalls,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A token stops the call when the flow's deadline, the stop of the host or a newer decision has made it pointless. Left out by mistake, the call outlives its reason.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
        => context.RegisterBrokerInvocations(symbols, Analyze);

    private static void Analyze(OperationAnalysisContext context, IInvocationOperation call)
    {
        if (Find(call) is var (_, token))
            context.ReportDiagnostic(Diagnostic.Create(Rule, call.NameLocation(), call.Name(), token));
    }

    /// <summary>
    /// The parameter that is left out, of the method or of an overload that takes a token besides, and how to
    /// write the token that is in scope; null if nothing is missing.
    /// </summary>
    internal static (IParameterSymbol Parameter, string Token)? Find(IInvocationOperation call)
        => LeftOut(call) is { } left
           && !call.Arguments.Any(MayHaveToken)
           && !(Deferred.IsStream(call.TargetMethod.ReturnType) && StreamToken.IsGivenTo(call))
           && call.SemanticModel is { } model
           && TokenInScope.Find(model, call, left.Type.IsNullable()) is { } token
            ? (left, token)
            : null;

    private static IParameterSymbol? LeftOut(IInvocationOperation call)
    {
        foreach (IArgumentOperation argument in call.Arguments)
            if (argument.Parameter is { } parameter && TokenInScope.IsToken(parameter.Type))
                return argument.ArgumentKind == ArgumentKind.DefaultValue ? parameter : null;

        return call.TargetMethod is { IsExtensionMethod: false, ContainingType: { } type } method
               && call.Arguments.All(static argument => argument.ArgumentKind == ArgumentKind.Explicit)
            ? type.GetMembers(method.Name)
                .OfType<IMethodSymbol>()
                .Select(overload => TokenBesides(overload, method, call))
                .FirstOrDefault(static token => token is not null)
            : null;
    }

    /// <summary>The token that an overload takes behind all that the called method takes.</summary>
    private static IParameterSymbol? TokenBesides(IMethodSymbol overload, IMethodSymbol method, IInvocationOperation call)
    {
        if (overload.Parameters is not [.., var token]
            || !TokenInScope.IsToken(token.Type)
            || overload.Arity != method.Arity
            || overload.Parameters.Length != method.Parameters.Length + 1
            || overload.IsStatic != method.IsStatic
            || !call.SemanticModel!.IsAccessible(call.Syntax.SpanStart, overload))
            return null;

        IMethodSymbol other = overload.Arity == 0 ? overload : overload.Construct([.. method.TypeArguments]);
        return method.Parameters.All(
            parameter => other.Parameters[parameter.Ordinal] is var same && same.Type.Is(parameter.Type) && same.RefKind == parameter.RefKind)
            ? token
            : null;
    }

    /// <summary>Whether an argument brings a token along: one is put into it here, or it has a place for one and was made elsewhere.</summary>
    private static bool MayHaveToken(IArgumentOperation argument)
    {
        if (argument.ArgumentKind != ArgumentKind.Explicit)
            return false;

        IOperation value = argument.Value;
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return value is IObjectCreationOperation
            ? value.Descendants().Any(static part => part.Type is { } type && TokenInScope.IsToken(type)
                && part.Parent is ISimpleAssignmentOperation or IArgumentOperation { ArgumentKind: ArgumentKind.Explicit })
            : value.Type is { } carrier && TokenInScope.PropertiesOf(carrier).Any();
    }
}
