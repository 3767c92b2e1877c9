using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RiskTraceGen.Analyzers.Symbols;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Analyzers.Hooks;

/// <summary>RTG0207: a handler, or a failure handler, that the generator does not wire although its hook exists.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnwiredHandler() : RiskTraceAnalyzer(Rule)
{
    internal const string Id = "RTG0207";

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "A handler that cannot be wired",
        "'{0}' is never called {1}: {2}",
        Categories.Hooks,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A handler is called by generated code, which binds its parameters by type. A method that this code cannot call is registered nowhere and never runs.",
        helpLinkUri: HelpLinks.Base + Id + HelpLinks.Extension);

    private protected override void Start(CompilationStartAnalysisContext context, KnownSymbols symbols)
        => context.RegisterMethods((method, report) => Analyze(method, report, symbols));

    private static void Analyze(IMethodSymbol method, Action<Diagnostic> report, KnownSymbols symbols)
    {
        if (method is { MethodKind: MethodKind.Ordinary, Name.Length: 0 }) // still being typed
            return;

        Compilation compilation = symbols.Compilation;
        if (Annotations.Name(Annotations.Find(method, Annotations.Hook)) is { } hook
            && symbols.Hooks.Contains(hook)
            && !IsWired(method, HookMethods.Payload(method, hook, compilation), compilation))
        {
            string payloads = string.Join(" or ", symbols.Hooks.PayloadsOf(hook).Select(static type => $"'{type.Display()}'"));
            Report($"for the hook '{hook}'", type => HookMethods.HookOf(type) == hook, $"the payload of '{hook}' ({payloads})");
        }

        if (Annotations.FindAll(method, Annotations.HookFailure).Any(attribute => HearsOfSome(attribute, symbols.Hooks))
            && !IsWired(method, HookMethods.Failure(method, compilation), compilation))
        {
            Report("when a handler fails", static type => Annotations.IsLibraryType(type, "HookFailure"), "the HookFailure");
        }

        void Report(string occasion, Func<ITypeSymbol, bool> isSubject, string subject)
        {
            if (!HandlerMethod.IsBroken(method, compilation) && HandlerMethod.WhyNotWired(method, isSubject, subject, compilation) is { } reason)
                report(Diagnostic.Create(Rule, method.Locations[0], method.Display(), occasion, reason));
        }
    }

    private static bool IsWired(IMethodSymbol method, IParameterSymbol? subject, Compilation compilation)
        => subject is not null && HookMethods.HasTarget(method, compilation);

    /// <summary>A name that no payload declares is another rule's business.</summary>
    private static bool HearsOfSome(AttributeData attribute, DeclaredHooks hooks)
        => Annotations.Name(attribute) is { } hook
            ? hooks.Contains(hook)
            : attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, IsNull: true }];
}
